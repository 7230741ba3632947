import type { Plan } from '../contract/plan.ts'
import type {
  ComparedSide,
  ComparedStep,
  ComparedStepSide,
  ContainerDifference,
  PlanDifference,
  RunComparison,
  StepHistory,
} from '../contract/report.ts'
import { lineDiff } from './line-diff.ts'

interface Side {
  about: ComparedSide
  plan: Plan
  steps: StepHistory[]
}

/** Two runs step by step, and the plans they were made from. Steps that only one list has stay, with null at the other side. */
export function compareRuns(a: Side, b: Side): RunComparison {
  return {
    a: a.about,
    b: b.about,
    steps: compareSteps(a.steps, b.steps),
    plan: comparePlans(a.plan, b.plan),
    container: compareDiffs(a.plan, b.plan),
  }
}

/** In the order of a's list; steps that only b has come after the step that they follow in b, or at the end where the lists share none. */
function compareSteps(a: StepHistory[], b: StepHistory[]): ComparedStep[] {
  const ids = a.map(({ planned }) => planned.id)
  let place = b.some(({ planned }) => ids.includes(planned.id)) ? 0 : ids.length
  for (const { planned } of b) {
    const found = ids.indexOf(planned.id)
    if (found < 0) ids.splice(place, 0, planned.id)
    place = (found < 0 ? place : found) + 1
  }
  return ids.map((id) => {
    const left = a.find(({ planned }) => planned.id === id)
    const right = b.find(({ planned }) => planned.id === id)
    const [one, other] = [stepSide(left), stepSide(right)]
    const isKnown = one !== null && other !== null && one.seconds !== null && other.seconds !== null
    return {
      id,
      a: one,
      b: other,
      differenceSeconds: isKnown ? (other.seconds ?? 0) - (one.seconds ?? 0) : null,
      commands: lineDiff(left?.planned.commands ?? [], right?.planned.commands ?? []),
    }
  })
}

function stepSide(step: StepHistory | undefined): ComparedStepSide | null {
  if (step === undefined) return null
  const { status, attempts, seconds, planned } = step
  return { status, attempts: attempts.length, seconds, estimateSeconds: planned.estimateSeconds }
}

/** Everything of a plan but its steps and container diff, which are compared apart, as one text a path. */
function flatten(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [name, part] of Object.entries(value)) flatten(part, path === '' ? name : `${path}.${name}`, into)
  } else if (Array.isArray(value)) into.set(path, value.join(', '))
  else if (value !== null && value !== undefined) into.set(path, String(value))
  return into
}

function comparePlans({ steps: _, diff: __, ...a }: Plan, { steps: ___, diff: ____, ...b }: Plan): PlanDifference[] {
  const [one, other] = [flatten(a, '', new Map()), flatten(b, '', new Map())]
  return [...new Set([...one.keys(), ...other.keys()])]
    .map((path) => ({ path, a: one.get(path) ?? null, b: other.get(path) ?? null }))
    .filter((row) => row.a !== row.b)
}

function compareDiffs(a: Plan, b: Plan): ContainerDifference[] {
  const side = (plan: Plan, path: string) => {
    const row = plan.diff.find((entry) => entry.path === path)
    return row === undefined ? null : { before: row.before, after: row.after }
  }
  const paths = new Set([...a.diff, ...b.diff].map(({ path }) => path))
  return [...paths]
    .map((path) => ({ path, a: side(a, path), b: side(b, path) }))
    .filter((row) => row.a?.before !== row.b?.before || row.a?.after !== row.b?.after)
}
