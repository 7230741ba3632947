'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Archive, ArchiveRestore } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useMay } from '@/components/layout/person-context.tsx'
import { useNeeds } from '@/components/layout/use-needs.ts'
import { answered } from '@/components/read/answered.ts'
import { Alert } from '@/components/ui/alert.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { ReasonDialog } from '@/components/ui/reason-dialog.tsx'
import { Section } from '@/components/ui/section.tsx'
import { toast } from '@/components/ui/toast.ts'
import { archiveInstallation } from '@/server/actions/archive-installation.ts'
import { restoreInstallation } from '@/server/actions/restore-installation.ts'
import type { InstallationView } from '@/server/contract/installation.ts'
import type { Problem } from '@/server/contract/result.ts'

/** Puts an installation away that is not upgraded any longer, or that is another one's double. */
export function ArchiveSection({ installation }: { installation: InstallationView }) {
  const t = useTranslations('adopt.archive')
  const mayEdit = useMay('installation:edit')
  const queries = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  if (!mayEdit || installation.archived !== null) return null
  return (
    <Section title={t('title')} description={t('text')}>
      <Button onClick={() => setIsOpen(true)}>
        <Archive aria-hidden />
        {t('open')}
      </Button>
      {isOpen && (
        <ReasonDialog
          title={t('dialog', { name: installation.name })}
          label={t('reason')}
          hint={t('reasonHint')}
          cancel={t('cancel')}
          confirm={t('open')}
          missing={t('reasonMissing')}
          send={(reason) => archiveInstallation({ installationId: installation.id, reason })}
          onDone={async () => {
            setIsOpen(false)
            toast(t('done', { name: installation.name }))
            await queries.invalidateQueries()
          }}
          onClose={() => setIsOpen(false)}
        >
          <ul className="max-w-prose list-disc space-y-1 pl-5">
            <li>{t('hidden')}</li>
            <li>{t('plans')}</li>
            <li>{t('kept')}</li>
          </ul>
        </ReasonDialog>
      )}
    </Section>
  )
}

/** Says on the page of an archived installation who put it away and why, with the way back. */
export function ArchivedNote({ installation: { id, name, archived } }: { installation: InstallationView }) {
  const t = useTranslations('adopt.archive')
  const needs = useNeeds('installation:edit')
  const queries = useQueryClient()
  const [answer, setAnswer] = useState<'none' | 'asked' | 'silent' | Problem>('none')
  if (archived === null) return null

  async function restore() {
    setAnswer('asked')
    try {
      const result = await answered(() => restoreInstallation({ installationId: id }))
      setAnswer(result.ok ? 'none' : result.problem)
      if (!result.ok) return
      toast(t('restored', { name }))
      await queries.invalidateQueries()
    } catch {
      setAnswer('silent')
    }
  }

  return (
    <Alert
      tone="warn"
      title={t('archived')}
      actions={
        <Button size="sm" isBusy={answer === 'asked'} disabledReason={needs} onClick={restore}>
          <ArchiveRestore aria-hidden />
          {t('restore')}
        </Button>
      }
    >
      <p>
        {t.rich('archivedBy', { by: archived.by, time: () => <LocalTime iso={archived.at} /> })}{' '}
        <span className="break-words">{archived.reason}</span>
      </p>
      <AnswerBox isSilent={answer === 'silent'} problem={typeof answer === 'object' ? answer : null} />
    </Alert>
  )
}
