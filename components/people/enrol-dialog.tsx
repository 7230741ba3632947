'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { beginTwoFactor } from '@/server/actions/begin-two-factor.ts'
import { AskPassword } from './ask-password.tsx'
import { ProveAppDialog } from './prove-app-dialog.tsx'
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx'
import { useCommand } from './use-command.ts'

/** Password, secret for the app, one code to prove it, recovery codes. Given up before the code, nothing has changed. */
export function EnrolDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('people.twoFactor')
  const [made, setMade] = useState<{ uri: string; secret: string } | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const command = useCommand(beginTwoFactor, setMade)
  if (codes !== null) return <RecoveryCodesDialog codes={codes} onClose={onClose} />
  if (made !== null) return <ProveAppDialog {...made} onProven={setCodes} onClose={onClose} />
  return <AskPassword title={t('beginTitle')} text={t('beginText')} confirm={t('next')} command={command} onClose={onClose} />
}
