'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { renewRecoveryCodes } from '@/server/actions/renew-recovery-codes.ts'
import { AskPassword } from './ask-password.tsx'
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx'
import { useCommand } from './use-command.ts'

export function RenewCodesDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('people.twoFactor')
  const [codes, setCodes] = useState<string[] | null>(null)
  const command = useCommand(renewRecoveryCodes, ({ recoveryCodes }) => setCodes(recoveryCodes))
  if (codes !== null) return <RecoveryCodesDialog codes={codes} onClose={onClose} />
  return <AskPassword title={t('renewTitle')} text={t('renewText')} confirm={t('renew')} command={command} onClose={onClose} />
}
