'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Select } from '@/components/ui/select.tsx'
import type { LogLine } from '@/server/contract/job.ts'
import { type StepId, StepId as StepIds } from '@/server/contract/steps.ts'
import { LogActions } from './log-actions.tsx'
import { LogRows } from './log-rows.tsx'
import { linesOfStep, logMatches, nextMatch } from './log-search.ts'
import { LogSearchBox } from './log-search-box.tsx'
import { useStepTitle } from './use-step-title.ts'

interface LogViewerProps {
  lines: readonly LogLine[]
  /** Line numbers that exist and are still to be fetched. */
  gap: { from: number; to: number } | null
  /** Of all runs, in order. */
  steps: StepId[]
  step: StepId | null
  onStep: (step: StepId | null) => void
  jobNumber: number
}

/** Every line of the job, numbered: filtered by step, searched completely, followed to its end. */
export function LogViewer({ lines, gap, steps, step, onStep, jobNumber }: LogViewerProps) {
  const t = useTranslations('run.log')
  const stepTitle = useStepTitle()
  const [search, setSearch] = useState('')
  // A place among the matches of some words; other words or another step begin before the first match.
  const [place, setPlace] = useState({ words: '', step, index: -1 })
  const [isWrapped, setWrapped] = useState(true)
  const wanted = useDeferredValue(search.trim())
  const shown = useMemo(() => linesOfStep(lines, step), [lines, step])
  const matches = useMemo(() => logMatches(shown, wanted), [shown, wanted])
  const at = place.words === wanted && place.step === step ? place.index : -1

  /** Enter may come before the matches of the last letter are drawn: it counts for what was typed. */
  function move(direction: 1 | -1) {
    const words = search.trim()
    const isDrawn = words === wanted
    const from = isDrawn ? at : -1
    const found = isDrawn ? matches : logMatches(shown, words)
    setPlace({ words, step, index: nextMatch(found, from < 0 && direction < 0 ? 0 : from, direction) })
  }

  const count = step === null ? t('lines', { count: lines.length }) : t('linesOf', { shown: shown.length, count: lines.length })
  return (
    <Section
      title={t('title')}
      description={
        <span className="tabular-nums">
          {count}
          {gap !== null && ` · ${t('missing', gap)}`}
        </span>
      }
      actions={<LogActions shown={shown} all={lines} fileName={`oms-upgrade-${jobNumber}.log`} />}
      isFlush
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2">
        <Select
          aria-label={t('filter')}
          value={step ?? ''}
          onChange={(event) => onStep(StepIds.safeParse(event.target.value).data ?? null)}
          className="max-w-56"
        >
          <option value="">{t('all')}</option>
          {steps.map((id) => (
            <option key={id} value={id}>
              {stepTitle(id)}
            </option>
          ))}
        </Select>
        <LogSearchBox value={search} onChange={setSearch} position={at + 1} count={matches.length} onMove={move} />
        <Checkbox label={t('wrap')} checked={isWrapped} onChange={(event) => setWrapped(event.target.checked)} />
      </div>
      <LogRows
        key={step ?? ''}
        lines={shown}
        search={wanted}
        matches={matches}
        current={matches[at] ?? -1}
        isWrapped={isWrapped}
        emptyText={step === null ? t('empty') : t('emptyStep')}
      />
    </Section>
  )
}
