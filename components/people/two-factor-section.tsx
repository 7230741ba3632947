'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Section } from '@/components/ui/section.tsx'
import type { AccountView } from '@/server/contract/people.ts'
import { EndTwoFactorDialog } from './end-two-factor-dialog.tsx'
import { EnrolDialog } from './enrol-dialog.tsx'
import { RenewCodesDialog } from './renew-codes-dialog.tsx'

const FEW = 3

export function TwoFactorSection({ account }: { account: AccountView }) {
  const t = useTranslations('people.twoFactor')
  const queries = useQueryClient()
  const [open, setOpen] = useState<'none' | 'enrol' | 'renew' | 'end'>('none')
  const { recoveryCodesLeft } = account
  const isOn = recoveryCodesLeft !== null

  function close() {
    setOpen('none')
    void queries.invalidateQueries({ queryKey: ['account'] })
  }

  return (
    <Section title={t('title')} description={t('text')} actions={<Badge tone={isOn ? 'good' : 'idle'}>{t(isOn ? 'on' : 'off')}</Badge>}>
      {isOn ? (
        <div className="space-y-3">
          <p className={recoveryCodesLeft <= FEW ? 'font-medium text-warn' : ''}>{t('left', { count: recoveryCodesLeft })}</p>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setOpen('renew')}>{t('renew')}</Button>
            <Button onClick={() => setOpen('end')}>{t('end')}</Button>
          </div>
        </div>
      ) : (
        <Button variant="primary" onClick={() => setOpen('enrol')}>
          {t('begin')}
        </Button>
      )}
      {open === 'enrol' && <EnrolDialog onClose={close} />}
      {open === 'renew' && <RenewCodesDialog onClose={close} />}
      {open === 'end' && <EndTwoFactorDialog onClose={close} />}
    </Section>
  )
}
