'use client'

import { useTranslations } from 'next-intl'
import { toast } from '@/components/ui/toast.ts'
import { endTwoFactor } from '@/server/actions/end-two-factor.ts'
import { AskPassword } from './ask-password.tsx'
import { useCommand } from './use-command.ts'

export function EndTwoFactorDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('people.twoFactor')
  const command = useCommand(endTwoFactor, () => {
    toast(t('endDone'))
    onClose()
  })
  return <AskPassword title={t('endTitle')} text={t('endText')} confirm={t('end')} isDanger command={command} onClose={onClose} />
}
