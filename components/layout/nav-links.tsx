'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTourMark } from '@/components/tour/tour-context.tsx'
import { cn } from '@/components/ui/cn.ts'
import { may } from '@/server/contract/access.ts'
import { isUnder } from './is-under.ts'
import { NAV_PAGES } from './nav-pages.ts'
import { usePerson } from './person-context.tsx'

export function NavLinks({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTranslations('common.nav')
  const pathname = usePathname()
  const tourMark = useTourMark()
  const { role, mustChangePassword } = usePerson()
  // Nothing of it can be opened before.
  if (mustChangePassword) return null
  return (
    <ul className="space-y-0.5">
      {NAV_PAGES.filter(({ needs }) => may(role, needs)).map(({ href, label, icon: Icon, ...page }) => {
        const isHere = isUnder(pathname, 'under' in page ? page.under : href)
        return (
          <li key={href}>
            <Link
              href={href}
              // Every page asks who is there, so there is little to fetch ahead; what is fetched competes with this page's own data.
              prefetch={false}
              {...(onNavigate && { onClick: onNavigate })}
              aria-current={isHere ? 'page' : undefined}
              className={cn(
                'flex min-h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-ink-2 hover:bg-sunken hover:text-ink',
                isHere && 'bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent',
                tourMark(label),
              )}
            >
              <Icon aria-hidden className="size-4 shrink-0" />
              {t(label)}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
