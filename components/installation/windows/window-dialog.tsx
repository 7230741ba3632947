'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSay } from '@/components/i18n/use-say.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import { saveWindow } from '@/server/actions/save-window.ts'
import type { WindowSpec } from '@/server/contract/maintenance-window.ts'
import { useChange } from './use-change.ts'
import { WeeklyFields } from './weekly-fields.tsx'
import { draftOf, missingIn, specOf, type WindowDraft } from './window-draft.ts'

interface WindowDialogProps {
  installationId: string
  timeZone: string
  /** Null for a new one. */
  window: { id: string; spec: WindowSpec } | null
  onClose: () => void
}

export function WindowDialog({ installationId, timeZone, window, onClose }: WindowDialogProps) {
  const t = useTranslations('approval.windows')
  const say = useSay()
  const [draft, setDraft] = useState(() => draftOf(window?.spec ?? null))
  const { isBusy, isSilent, problem, ask, forget } = useChange(installationId)
  const missing = missingIn(draft)
  const errorOf = (field: string) => (problem?.field === `spec.${field}` ? say(problem.said) : null)
  const change = (part: Partial<WindowDraft>) => {
    setDraft((current) => ({ ...current, ...part }))
    forget()
  }
  async function save() {
    if (await ask(() => saveWindow({ installationId, windowId: window?.id ?? null, spec: specOf(draft) }))) onClose()
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}
      title={t(window === null ? 'addTitle' : 'changeTitle')}
      description={t('zoneHint', { timeZone })}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" isBusy={isBusy} disabledReason={missing === null ? null : t(`missing.${missing}`)} onClick={save}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <RadioCards
          legend={t('kind')}
          name="window-kind"
          value={draft.kind}
          choices={(['weekly', 'once', 'freeze'] as const).map((value) => ({
            value,
            label: t(`kinds.${value}.label`),
            description: t(`kinds.${value}.text`),
          }))}
          onChange={(kind) => change({ kind })}
        />
        {draft.kind === 'weekly' ? (
          <WeeklyFields draft={draft} onChange={change} />
        ) : (
          <div className="grid gap-4 sm:grid-cols-2">
            {(['from', 'to'] as const).map((field) => (
              <Field key={field} label={t(field)} error={errorOf(field)}>
                {(control) => (
                  <Input
                    {...control}
                    type="datetime-local"
                    value={draft[field]}
                    onChange={(event) => change({ [field]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
        )}
        {draft.kind === 'freeze' && (
          <Field label={t('reason')} hint={t('reasonHint')}>
            {(control) => (
              <Input {...control} maxLength={500} value={draft.reason} onChange={(event) => change({ reason: event.target.value })} />
            )}
          </Field>
        )}
        <AnswerBox isSilent={isSilent} problem={problem?.field?.startsWith('spec.') === true ? null : problem} />
      </div>
    </Dialog>
  )
}
