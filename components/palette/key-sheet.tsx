'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { NAV_PAGES } from '@/components/layout/nav-pages.ts'
import { usePerson } from '@/components/layout/person-context.tsx'
import { useSettings } from '@/components/layout/settings-context.tsx'
import { SingleKeysChoice } from '@/components/people/single-keys-choice.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { may } from '@/server/contract/access.ts'
import { Key } from './key.tsx'
import { useCommandKey } from './use-command-key.ts'

/** All shortcuts, and the switch for those of a single key. */
export function KeySheet({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const t = useTranslations('comfort.keys')
  const tNav = useTranslations('common.nav')
  const { role } = usePerson()
  const { singleKeys } = useSettings()
  const command = useCommandKey()
  const pages = NAV_PAGES.filter(({ needs }) => may(role, needs))
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t('title')}>
      <KeyList title={t('anywhere')}>
        <KeyRow does={t('palette')}>
          <Key>{command}</Key> <Key>K</Key>
        </KeyRow>
      </KeyList>
      <KeyList title={t('single')}>
        {!singleKeys && <p className="text-ink-2 text-sm">{t('off')}</p>}
        <KeyRow does={t('this')}>
          <Key>?</Key>
        </KeyRow>
        {pages.map(({ href, label, key }) => (
          <KeyRow key={href} does={t('go', { page: tNav(label) })}>
            {t.rich('then', { one: () => <Key>g</Key>, two: () => <Key>{key}</Key> })}
          </KeyRow>
        ))}
      </KeyList>
      <SingleKeysChoice />
    </Dialog>
  )
}

function KeyList({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="space-y-1.5">
      <h3 className="font-medium text-ink-2 text-sm">{title}</h3>
      {children}
    </section>
  )
}

function KeyRow({ does, children }: { does: ReactNode; children: ReactNode }) {
  return (
    <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b py-1 last:border-b-0">
      <span>{does}</span>
      <span className="text-ink-2 text-sm">{children}</span>
    </p>
  )
}
