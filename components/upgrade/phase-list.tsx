'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useId, useState } from 'react'
import { Section } from '@/components/ui/section.tsx'
import type { LogLine, RunView, WeakProofs } from '@/server/contract/job.ts'
import type { Plan } from '@/server/contract/plan.ts'
import type { Phase, StepId } from '@/server/contract/steps.ts'
import { currentStep } from './headline.ts'
import { StepRow } from './step-row.tsx'

const PHASES: Phase[] = ['before', 'window', 'after']
const NO_LINES: readonly LogLine[] = []

interface PhaseListProps {
  jobId: string
  run: Pick<RunView, 'kind' | 'procedure' | 'steps'>
  lines: readonly LogLine[]
  node: Plan['node']
  clockOffsetMs: number
  /** What steps of this run could not prove. */
  weakProofs?: WeakProofs[]
  onShowLog: (id: StepId) => void
}

/** All steps of one run in their phases. The step that matters now is open until somebody closes it. */
export function PhaseList({ jobId, run, lines, node, clockOffsetMs, weakProofs = [], onShowLog }: PhaseListProps) {
  const t = useTranslations('run')
  const listId = useId()
  const phaseWords = run.kind === 'rollback' ? 'rollbackPhase' : 'phase'
  const [chosen, setChosen] = useState<Partial<Record<StepId, boolean>>>({})
  const onToggle = useCallback((id: StepId, isOpen: boolean) => setChosen((all) => ({ ...all, [id]: isOpen })), [])
  const currentId = currentStep(run.steps)?.id
  return (
    <Section title={t(run.kind === 'rollback' ? 'step.rollbackList' : 'step.list')} isFlush>
      {PHASES.map((phase) => (
        <section key={phase} aria-labelledby={`${listId}-${phase}`}>
          <h3
            id={`${listId}-${phase}`}
            className="flex justify-between gap-3 border-line border-b bg-sunken px-4 py-1.5 font-medium text-ink-2 text-sm"
          >
            <span>{t(`${phaseWords}.${phase}`)}</span>
            <span className="font-normal">{t(`${phaseWords}.${phase}Hint`)}</span>
          </h3>
          <ol className="divide-y divide-line border-line border-b">
            {run.procedure.map((planned) => {
              const state = run.steps.find((step) => step.id === planned.id)
              if (planned.phase !== phase || state === undefined) return null
              const isOpen = chosen[state.id] ?? state.id === currentId
              return (
                <StepRow
                  key={state.id}
                  jobId={jobId}
                  state={state}
                  planned={planned}
                  clockOffsetMs={clockOffsetMs}
                  isOpen={isOpen}
                  newest={isOpen ? lines : NO_LINES}
                  node={node}
                  weak={weakProofs.find(({ stepId }) => stepId === state.id)?.proofs}
                  onToggle={onToggle}
                  onShowLog={onShowLog}
                />
              )
            })}
          </ol>
        </section>
      ))}
    </Section>
  )
}
