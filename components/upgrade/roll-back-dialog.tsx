'use client'

import { useQuery } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDraft } from '@/components/draft/use-draft.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { rollBack } from '@/server/actions/roll-back.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { RollBackFields } from './roll-back-fields.tsx'
import { missingForRollBack, type RollBackForm, rollBackDraft } from './roll-back-form.ts'
import { RollBackSummary } from './roll-back-summary.tsx'
import { rollbackPreviewQuery } from './rollback-preview-query.ts'
import { useAnswer } from './use-answer.ts'
import { useOtherDriver } from './use-other-driver.ts'

/** What is lost, what is restored and for how long, before anybody can agree to it. */
export function RollBackDialog({ snapshot, onClose }: { snapshot: JobSnapshot; onClose: () => void }) {
  const t = useTranslations('run.rollback')
  const tPresence = useTranslations('live.presence')
  const draft = useDraft(rollBackDraft(snapshot.id))
  const form = draft.values
  const preview = useQuery(rollbackPreviewQuery(snapshot.id, form.dropsFirst))
  const { isBusy, isSilent, problem, ask, forget } = useAnswer(snapshot.revision)
  const missing = missingForRollBack(preview.data, form)
  const words = { installation: snapshot.installation.name, from: snapshot.fromVersion, new: snapshot.plan.node.newContainerName }
  const change = (part: Partial<RollBackForm>) => {
    draft.change((current) => ({ ...current, ...part }))
    forget()
  }
  const { containerName, skipSafetyDump, dropsConfirmed, reason, inPlaceOf } = form
  const way = preview.data?.way
  const otherDriver = useOtherDriver(snapshot)
  const isInPlace = inPlaceOf === otherDriver?.id
  const inPlaceMissing = otherDriver === null || isInPlace ? null : tPresence('inPlaceMissing', { name: otherDriver.name })
  const start = () =>
    ask(async () => {
      const consent = { containerName, skipSafetyDump, dropsConfirmed }
      const result = await rollBack({ jobId: snapshot.id, way, ...consent, reason: reason.trim(), inPlaceOf })
      if (result.ok) draft.forget()
      return result
    })
  return (
    <Dialog
      isOpen
      isWide
      onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}
      title={t('title', words)}
      actions={
        <>
          <Button
            onClick={() => {
              draft.forget()
              onClose()
            }}
          >
            {t('cancel')}
          </Button>
          <Button
            variant="danger"
            isBusy={isBusy}
            disabledReason={missing === null ? inPlaceMissing : t(`missing.${missing}`)}
            onClick={start}
          >
            {!isBusy && <Undo2 aria-hidden />}
            {t(preview.data?.waitsForStep === true ? 'confirmLater' : 'confirm', words)}
          </Button>
        </>
      }
    >
      {preview.error !== null && <ReadFailure error={preview.error} onRetry={preview.refetch} isRetrying={preview.isFetching} />}
      {preview.data === undefined && preview.error === null && (
        <>
          <p>{t('reading')}</p>
          <Skeleton lines={5} className="px-0" />
        </>
      )}
      {preview.data !== undefined && (
        <>
          <RollBackSummary snapshot={snapshot} preview={preview.data} />
          <RollBackFields preview={preview.data} form={form} onChange={change} problem={problem} isRestored={draft.isRestored} />
          {otherDriver !== null && (
            <Checkbox
              label={tPresence('inPlace', { name: otherDriver.name })}
              checked={isInPlace}
              onChange={(event) => change({ inPlaceOf: event.target.checked ? otherDriver.id : null })}
            />
          )}
        </>
      )}
      <AnswerBox isSilent={isSilent} problem={problem?.field === undefined ? problem : null} />
    </Dialog>
  )
}
