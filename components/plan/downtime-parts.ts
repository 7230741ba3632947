import type { PlannedStep } from '@/server/contract/plan.ts'
import type { StepId } from '@/server/contract/steps.ts'

interface DowntimePart {
  /** Key below `live.basis`: what the seconds were taken from. */
  basis: 'measured' | 'repeated' | 'document' | 'usual'
  seconds: number
  steps: StepId[]
}

const MEASURED = new Set<string>([
  'steps.estimate.archive',
  'steps.estimate.databases',
  'steps.estimate.dumps',
  'steps.estimate.imageThere',
])

/** The steps of the window by where their estimates come from; the surest first. */
export function downtimeParts(steps: PlannedStep[]): DowntimePart[] {
  const window = steps.filter(({ phase }) => phase === 'window')
  return (['measured', 'repeated', 'document', 'usual'] as const).flatMap((basis) => {
    const mine = window.filter((step) => basisOf(step) === basis)
    const seconds = mine.reduce((sum, step) => sum + step.estimateSeconds, 0)
    return mine.length === 0 ? [] : [{ basis, seconds, steps: mine.map(({ id }) => id) }]
  })
}

function basisOf({ estimateSource }: PlannedStep): DowntimePart['basis'] {
  if (MEASURED.has(estimateSource.key)) return 'measured'
  if (estimateSource.key === 'steps.estimate.earlier') return 'repeated'
  return estimateSource.key === 'steps.estimate.document' ? 'document' : 'usual'
}
