import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PaletteButton } from '@/components/palette/palette-button.tsx'
import { QuickWays } from '@/components/palette/quick-ways.tsx'
import { TourProvider } from '@/components/tour/tour-context.tsx'
import { Brand } from './brand.tsx'
import { Hydrated } from './hydrated.tsx'
import { MobileNav } from './mobile-nav.tsx'
import { NavLinks } from './nav-links.tsx'
import { PersonBadge } from './person-badge.tsx'
import { Preferences } from './preferences.tsx'

/** Navigation at the left, or in a drawer under a top bar where the window is narrow. */
export function AppShell({ children }: { children: ReactNode }) {
  const t = useTranslations('common')
  return (
    <TourProvider>
      <QuickWays>
        <Hydrated>
          <div className="lg:grid lg:min-h-dvh lg:grid-cols-[14rem_minmax(0,1fr)] print:block">
            <a
              href="#main"
              className="sr-only z-50 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
            >
              {t('skipToContent')}
            </a>
            <aside className="sticky top-0 hidden h-dvh flex-col gap-6 border-line border-r bg-surface px-3 py-4 lg:flex print:hidden">
              <Brand />
              <PaletteButton />
              <nav aria-label={t('navigation')} className="-mt-3 flex-1">
                <NavLinks />
              </nav>
              <Preferences />
              <PersonBadge />
            </aside>
            <header className="sticky top-0 z-30 flex items-center justify-between border-line border-b bg-surface px-4 py-2 lg:hidden print:hidden">
              <Brand />
              <div className="flex items-center gap-1">
                <PaletteButton isSmall />
                <MobileNav />
              </div>
            </header>
            <main
              id="main"
              tabIndex={-1}
              className="mx-auto w-full min-w-0 max-w-[82rem] px-4 py-5 focus:outline-none sm:px-6 lg:px-8 lg:py-6 print:max-w-none print:p-0"
            >
              {children}
            </main>
          </div>
        </Hydrated>
      </QuickWays>
    </TourProvider>
  )
}
