'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { endSessions } from '@/server/actions/end-sessions.ts'
import { resetPassword } from '@/server/actions/reset-password.ts'
import { resetTwoFactor } from '@/server/actions/reset-two-factor.ts'
import type { PersonRow } from '@/server/contract/people.ts'
import { ChangeRole } from './change-role.tsx'
import { PersonActRow } from './person-act-row.tsx'
import { RemovePerson } from './remove-person.tsx'
import { TemporaryPassword } from './temporary-password.tsx'

/** Everything that can be done to one person, each with what follows or why it is closed. */
export function PersonDialog({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const t = useTranslations('people.manage')
  const [password, setPassword] = useState<string | null>(null)
  const name = { name: person.name }
  return (
    <Dialog
      isOpen
      isWide
      onOpenChange={onClose}
      title={person.name}
      description={person.email}
      actions={<Button onClick={onClose}>{t('close')}</Button>}
    >
      <div className="space-y-5 divide-y divide-line [&>*+*]:pt-5">
        <ChangeRole key={person.role} person={person} />
        <PersonActRow
          person={person}
          act="reset-password"
          text={t('passwordText', name)}
          run={resetPassword}
          onDone={({ temporaryPassword }) => setPassword(temporaryPassword)}
        >
          {password !== null && <TemporaryPassword name={person.name} email={person.email} password={password} />}
        </PersonActRow>
        <PersonActRow person={person} act="reset-two-factor" text={t('twoFactorText', name)} run={resetTwoFactor} />
        <PersonActRow person={person} act="end-sessions" text={t('sessionsText', { count: person.sessions })} run={endSessions} />
        <RemovePerson person={person} onRemoved={onClose} />
      </div>
    </Dialog>
  )
}
