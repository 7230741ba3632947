'use client'

import { ScrollText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { BesideText } from '@/components/beside-text.tsx'
import { documentNumber } from '@/components/plan/document-number.ts'
import { SaidText } from '@/components/said-text.tsx'
import { Button } from '@/components/ui/button.tsx'
import { CodeBlock } from '@/components/ui/code-block.tsx'
import { RawText } from '@/components/ui/raw-text.tsx'
import type { LogLine, StepState } from '@/server/contract/job.ts'
import type { Plan, PlannedStep } from '@/server/contract/plan.ts'

import { LogTail } from './log-tail.tsx'
import { stepPlace } from './step-place.ts'
import { useStepTail } from './use-step-tail.ts'

interface StepDetailsProps {
  jobId: string
  state: StepState
  planned: PlannedStep
  /** The newest lines of the whole log. */
  newest: readonly LogLine[]
  node: Plan['node']
  onShowLog: () => void
}

/** What stands behind one step: its last lines, the command that it stands for, its paragraph and its way back. */
export function StepDetails({ jobId, state, planned, newest, node, onShowLog }: StepDetailsProps) {
  const t = useTranslations('run.step')
  const tWhere = useTranslations('live.where')
  const paragraph = documentNumber(planned.source)
  const tail = useStepTail(jobId, state, newest)
  const place = { node: node.hostIp, old: node.oldContainer.name, new: node.newContainerName }
  return (
    <div className="space-y-3">
      {tail.length > 0 && <LogTail lines={tail} />}
      {state.beside !== null && (
        <p className="max-w-prose">
          <BesideText status={state.status} beside={state.beside} />
        </p>
      )}
      {state.rawError !== null && <RawText text={state.rawError} />}
      {tail.length > 0 && (
        <Button size="sm" onClick={onShowLog}>
          <ScrollText aria-hidden />
          {t('showLog')}
        </Button>
      )}
      {planned.commands.length > 0 && (
        <div className="space-y-1">
          <p className="text-ink-2 text-sm">{t('command')}</p>
          <CodeBlock text={planned.commands.join('\n')} label={t('command')} />
        </div>
      )}
      <div className="text-ink-2 text-sm">
        <p>{tWhere('label', { place: tWhere(stepPlace(planned.id), place) })}</p>
        {paragraph !== null && <p>{t('documentLong', { number: paragraph })}</p>}
        <p>{t.rich('undoneBy', { undo: () => <SaidText said={planned.undoneBy} /> })}</p>
      </div>
    </div>
  )
}
