'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Select } from '@/components/ui/select.tsx'
import { useStepTitle } from '@/components/upgrade/use-step-title.ts'
import { LogFilter } from '@/server/contract/log.ts'
import type { StepId } from '@/server/contract/steps.ts'
import { TIME_STYLES } from './line-time.ts'

const { stream: Stream, level: Level } = LogFilter.shape
const STREAMS = ['panel', 'stdout', 'stderr'] as const
const LEVELS = ['error', 'warn', 'info'] as const

interface LogFilterBarProps {
  filter: LogFilter
  /** Of all runs, in order. */
  steps: StepId[]
  onFilter: (filter: LogFilter) => void
  isWrapped: boolean
  timeStyle: (typeof TIME_STYLES)[number]
  onLook: (look: { isWrapped?: boolean; timeStyle?: (typeof TIME_STYLES)[number] }) => void
}

/** Which lines are shown, and how. */
export function LogFilterBar({ filter, steps, onFilter, isWrapped, timeStyle, onLook }: LogFilterBarProps) {
  const t = useTranslations('run.log')
  const stepTitle = useStepTitle()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label={t('filter')}
        value={filter.step ?? ''}
        onChange={(event) => onFilter({ ...filter, step: LogFilter.shape.step.safeParse(event.target.value).data })}
        className="max-w-56"
      >
        <option value="">{t('all')}</option>
        {[...new Set(steps)].map((id) => (
          <option key={id} value={id}>
            {stepTitle(id)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('streams.label')}
        value={filter.stream ?? ''}
        onChange={(event) => onFilter({ ...filter, stream: Stream.safeParse(event.target.value).data })}
      >
        <option value="">{t('streams.all')}</option>
        {STREAMS.map((stream) => (
          <option key={stream} value={stream}>
            {t(`streams.${stream}`)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('levels.label')}
        value={filter.level ?? ''}
        onChange={(event) => onFilter({ ...filter, level: Level.safeParse(event.target.value).data })}
      >
        <option value="">{t('levels.all')}</option>
        {LEVELS.map((level) => (
          <option key={level} value={level}>
            {t(`levels.${level}`)}
          </option>
        ))}
      </Select>
      <span className="max-sm:hidden">
        <Select
          aria-label={t('times.label')}
          value={timeStyle}
          onChange={(event) => onLook({ timeStyle: TIME_STYLES.find((style) => style === event.target.value) ?? 'local' })}
        >
          {TIME_STYLES.map((style) => (
            <option key={style} value={style}>
              {t(`times.${style}`)}
            </option>
          ))}
        </Select>
      </span>
      <Checkbox label={t('wrap')} checked={isWrapped} onChange={(event) => onLook({ isWrapped: event.target.checked })} />
    </div>
  )
}
