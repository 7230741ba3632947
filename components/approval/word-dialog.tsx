'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useDraft } from '@/components/draft/use-draft.ts'
import { wordsDraft } from '@/components/draft/words-draft.ts'
import { WordsField } from '@/components/draft/words-field.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { useAnswer } from '@/components/upgrade/use-answer.ts'
import { approvePlan } from '@/server/actions/approve-plan.ts'
import { breakGlass } from '@/server/actions/break-glass.ts'
import { refusePlan } from '@/server/actions/refuse-plan.ts'
import type { StartReading } from '@/server/contract/approval.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { USUAL_HOURS, ValidityField } from './validity-field.tsx'

export type Word = 'approve' | 'refuse' | 'break-glass'

interface WordDialogProps {
  word: Word
  snapshot: JobSnapshot
  breakable: StartReading['breakable']
  onClose: () => void
}

/** What somebody says of exactly the plan that is shown, and what follows from it. */
export function WordDialog({ word, snapshot, breakable, onClose }: WordDialogProps) {
  const t = useTranslations('approval.dialog')
  const draft = useDraft(wordsDraft(`${word}:${snapshot.id}`))
  const reason = draft.values
  const [hours, setHours] = useState(USUAL_HOURS)
  const [covers, setCovers] = useState(breakable)
  const { isBusy, isSilent, problem, ask, forget } = useAnswer(snapshot.revision)
  const needsReason = word !== 'approve'
  const plan = { jobId: snapshot.id, planHash: snapshot.planHash }
  const words = { number: snapshot.number, installation: snapshot.installation.name, planner: snapshot.createdBy }

  const missing =
    needsReason && reason.trim() === ''
      ? t('reasonMissing')
      : word === 'break-glass' && !covers.approval && !covers.window
        ? t('coversMissing')
        : null

  const send = () =>
    ask(async () => {
      const result = await {
        approve: () => approvePlan({ ...plan, validHours: hours }),
        refuse: () => refusePlan({ ...plan, reason }),
        'break-glass': () =>
          breakGlass({ ...plan, reason, validHours: hours, coversApproval: covers.approval, coversWindow: covers.window }),
      }[word]()
      if (result.ok) leave()
      return result
    })

  function leave() {
    draft.forget()
    onClose()
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}
      title={t(`${word}.title`, words)}
      actions={
        <>
          <Button onClick={leave}>{t('cancel')}</Button>
          <Button variant={word === 'approve' ? 'primary' : 'danger'} isBusy={isBusy} disabledReason={missing} onClick={send}>
            {t(`${word}.confirm`)}
          </Button>
        </>
      }
    >
      <p className="max-w-prose">{t(`${word}.text`, words)}</p>
      <p className="break-all font-mono text-ink-2 text-sm">{snapshot.planHash}</p>
      {needsReason && <WordsField draft={draft} label={t('reason')} hint={t('reasonHint')} maxLength={2000} onType={forget} />}
      {word === 'break-glass' && (
        <Covers breakable={breakable} covers={covers} onChange={setCovers} approval={t('coversApproval')} window={t('coversWindow')} />
      )}
      {word !== 'refuse' && <ValidityField hours={hours} onChange={setHours} />}
      <AnswerBox isSilent={isSilent} problem={problem} />
    </Dialog>
  )
}

interface CoversProps {
  breakable: StartReading['breakable']
  covers: StartReading['breakable']
  onChange: (covers: StartReading['breakable']) => void
  approval: ReactNode
  window: ReactNode
}

function Covers({ breakable, covers, onChange, approval, window }: CoversProps) {
  return (
    <div className="space-y-2">
      {breakable.approval && (
        <Checkbox
          label={approval}
          checked={covers.approval}
          onChange={(event) => onChange({ ...covers, approval: event.target.checked })}
        />
      )}
      {breakable.window && (
        <Checkbox label={window} checked={covers.window} onChange={(event) => onChange({ ...covers, window: event.target.checked })} />
      )}
    </div>
  )
}
