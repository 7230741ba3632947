'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Menu, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Brand } from './brand.tsx'
import { NavLinks } from './nav-links.tsx'
import { PersonBadge } from './person-badge.tsx'
import { Preferences } from './preferences.tsx'

const ICON_BUTTON = 'inline-flex size-9 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink'

export function MobileNav() {
  const t = useTranslations('common')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
      <Dialog.Trigger className={ICON_BUTTON} aria-label={t('openNavigation')}>
        <Menu aria-hidden className="size-5" />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.02_220/0.55)]" />
        <Dialog.Popup className="fixed inset-y-0 right-0 z-50 flex w-72 max-w-[88vw] flex-col gap-5 overflow-y-auto border-line border-l bg-surface px-3 py-3 shadow-float">
          <Dialog.Title className="sr-only">{t('navigation')}</Dialog.Title>
          <div className="flex items-center justify-between">
            <Brand />
            <Dialog.Close className={ICON_BUTTON} aria-label={t('close')}>
              <X aria-hidden className="size-5" />
            </Dialog.Close>
          </div>
          <nav aria-label={t('navigation')} className="flex-1">
            <NavLinks onNavigate={() => setIsOpen(false)} />
          </nav>
          <Preferences />
          <PersonBadge />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
