import { expect, test } from 'vitest'
import { type Choice, ChoiceKind } from '../contract/choice.ts'
import { JOB_STATUSES, type RunStatus, type StepStatus } from '../contract/job.ts'
import { en } from '../contract/messages/en.ts'
import { WayBack } from '../contract/way-back.ts'
import { type GateFacts, gate } from '../domain/gate.ts'
import { startGate } from '../domain/start-gate.ts'
import { procedureOf } from '../procedure/procedure-of.ts'

const RUN_STATUSES: RunStatus[] = ['running', 'succeeded', 'failed', 'interrupted', 'held']
const STEP_STATUSES: StepStatus[] = ['waiting', 'running', 'verifying', 'succeeded', 'failed', 'interrupted', 'skipped']
const WAYS: Pick<Run, 'kind' | 'way'>[] = [
  { kind: 'upgrade' },
  { kind: 'undo' },
  ...[undefined, ...WayBack.options].map((way) => ({ kind: 'rollback' as const, way })),
]
const BOOLEANS = [false, true]

type Run = NonNullable<GateFacts['run']>
type Step = NonNullable<GateFacts['step']>

/** Every step of a procedure, as the store's reader gives it to the gate, in one status. */
function stepsOf({ kind, way }: Pick<Run, 'kind' | 'way'>, status: StepStatus): Step[] {
  return procedureOf(kind, { way }).map(({ id, repeatable, skippable, abortable, plan }) => ({
    ...{ id, status, repeatable, skippable: skippable ?? null, abortable: abortable === true },
    inputs: plan.inputs ?? [],
  }))
}

/** Everything that the types allow, before anybody asks whether a panel can get there. */
function* combinations(): Generator<GateFacts> {
  for (const job of JOB_STATUSES) {
    for (const busyWith of [null, 99]) {
      yield { ...AROUND, job, run: null, step: null, busyWith }
      for (const way of WAYS) {
        for (const status of RUN_STATUSES) {
          for (const holdRequested of BOOLEANS) {
            for (const abortRequested of BOOLEANS) {
              const run: Run = { ...way, status, holdRequested, abortRequested, rollbackRequested: false }
              yield { ...AROUND, job, run, step: null, busyWith }
              for (const at of STEP_STATUSES) for (const step of stepsOf(way, at)) yield { ...AROUND, job, run, step, busyWith }
            }
          }
        }
      }
    }
  }
}

/** Facts that other rules read and the walk leaves at rest. */
const AROUND = { supersededBy: null, isArchived: false } satisfies Partial<GateFacts>

const OCCUPIES = new Set(['running', 'needs-decision', 'rolling-back'])
const STOPPED_RUN = new Set<RunStatus>(['failed', 'interrupted', 'held'])

/** What the services write: which run and step belong to which status of the job. */
function isReachable({ job, run, step, busyWith }: GateFacts): boolean {
  // Another job changes the installation only while this one does not.
  if (busyWith !== null && OCCUPIES.has(job)) return false
  // The gate is given the first step that is not done.
  if (step !== null && (step.status === 'succeeded' || step.status === 'skipped')) return false
  if (job === 'planned' || job === 'withdrawn') return run === null
  if (run === null) return false
  const isStoppedStep = step?.status === 'failed' || step?.status === 'interrupted'
  switch (job) {
    case 'running':
    case 'rolling-back':
      // A step that was cut off or tried again is still noted as it ended until the engine takes it up.
      return run.status === 'running' && (job === 'running') === (run.kind === 'upgrade')
    case 'needs-decision':
    case 'resolved':
      // A run is held before a step, or by a panel that could not open its installation, wherever it was.
      return run.status === 'held' || (STOPPED_RUN.has(run.status) && isStoppedStep)
    case 'succeeded':
      return run.kind === 'upgrade' && run.status === 'succeeded' && step === null
    case 'finalized':
      return run.status === 'succeeded' || STOPPED_RUN.has(run.status)
    case 'rolled-back':
      return run.kind === 'rollback' && run.status === 'succeeded' && step === null
    default:
      return job satisfies never
  }
}

const REACHABLE = [...combinations()].filter(isReachable)

const known = new Map<GateFacts, Choice[]>()
function answers(facts: GateFacts): Choice[] {
  const given = known.get(facts) ?? ChoiceKind.options.map((kind) => gate(kind, facts))
  known.set(facts, given)
  return given
}
const allowed = (facts: GateFacts) => answers(facts).flatMap((choice) => (choice.allowed ? [choice.kind] : []))

/** Short words for a state, so that a failure can be read. */
const name = ({ job, run, step, busyWith }: GateFacts) =>
  [
    job,
    run && `${run.kind} ${run.status}`,
    run?.holdRequested && 'hold asked',
    run?.abortRequested && 'stop asked',
    step && `${step.id} ${step.status}`,
    busyWith && 'busy',
  ]
    .filter(Boolean)
    .join(', ')

test('the walk meets every status of a job, every kind of run and every step', () => {
  expect(new Set(REACHABLE.map(({ job }) => job))).toEqual(new Set(JOB_STATUSES))
  const steps = new Set(REACHABLE.flatMap(({ step }) => step?.id ?? []))
  for (const { kind, way } of WAYS) for (const { id } of procedureOf(kind, { way })) expect(steps).toContain(id)
  expect(REACHABLE.length).toBeGreaterThan(1000)
})

const DECIDES: ChoiceKind[] = ['retry', 'check', 'skip', 'continue', 'roll-back', 'resolve', 'finalize']

// A job that nobody can end blocks its installation for ever: every plan of it says that another upgrade is not finished.
test('from every state that waits for a person at least one choice leads out, and one of them needs nothing of the outside', () => {
  const stuck = REACHABLE.filter((facts) => facts.job === 'needs-decision' && !allowed(facts).some((kind) => DECIDES.includes(kind)))
  expect(stuck.map(name)).toEqual([])
  const bound = REACHABLE.filter((facts) => facts.job === 'needs-decision' && !allowed(facts).includes('resolve'))
  expect(bound.map(name)).toEqual([])
})

// A step that hangs in the outside held everybody until its deadline.
test('whatever runs can be stopped, or has been told to stop', () => {
  const moving = REACHABLE.filter(({ run }) => run?.status === 'running')
  const isOpen = (step: GateFacts['step']) => step?.status === 'running' || step?.status === 'verifying'
  const stuck = moving.filter((facts) => isOpen(facts.step) && !facts.run?.abortRequested && !allowed(facts).includes('abort'))
  expect(stuck.map(name)).toEqual([])
  const held = moving.filter((facts) => !facts.run?.holdRequested && !allowed(facts).includes('hold'))
  expect(held.map(name)).toEqual([])
})

test('a plan can be withdrawn by everybody who may plan, whatever stands in the way of its start', () => {
  const window = { timeZone: 'UTC', hasWindows: true, isOpen: false, openUntil: null, freeze: null, nextOpenAt: null }
  for (const busyWith of [null, 3]) {
    for (const closes of [[], [1, 2]]) {
      const facts = {
        ...{
          job: 'planned' as const,
          plannerId: 'a',
          plannerName: 'A',
          planHash: 'h',
          policy: 'always' as const,
          people: 2,
          approvals: [],
        },
        ...{ now: new Date(0), busyWith, closes, closesAgreed: false, downtimeSeconds: 1, scheduledAt: null, window },
      }
      for (const role of ['operator', 'administrator'] as const) {
        expect(startGate('withdraw', facts, { id: 'b', role })).toMatchObject({ allowed: true })
      }
      expect(startGate('withdraw', facts, { id: 'b', role: 'viewer' })).toMatchObject({ allowed: false })
      expect(startGate('withdraw', { ...facts, job: 'running' }, { id: 'b', role: 'operator' })).toMatchObject({ allowed: false })
    }
  }
})

/** Words by which a text sends a person to another button. */
const ADVICE: [RegExp, ChoiceKind[]][] = [
  [/\bhold (?:it|the run)\b/i, ['hold']],
  [/\bstop (?:it|the step)\b/i, ['abort']],
  [/\broll (?:it )?back (?:instead|first)\b/i, ['roll-back']],
  [/\b(?:go on with it|retry it|try it again)\b/i, ['retry', 'check', 'continue']],
  [/\b(?:resolve it|resolved outside)\b.*\binstead\b/i, ['resolve']],
  [/\bfinalize it\b/i, ['finalize']],
]

function textOf({ reason }: Extract<Choice, { allowed: false }>): string {
  return reason.key
    .split('.')
    .reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : ''), en) as string
}

// Stop said hold instead, Hold said already asked, Roll back said hold first: nobody could do anything for an hour.
test('a reason that advises another choice is given only where that choice is allowed', () => {
  const pointing = REACHABLE.flatMap((facts) =>
    answers(facts).flatMap((choice) => {
      if (choice.allowed) return []
      const may = allowed(facts)
      return ADVICE.filter(([words, kinds]) => words.test(textOf(choice)) && !kinds.some((kind) => may.includes(kind))).map(
        ([, kinds]) => `${choice.kind} advises ${kinds.join(' or ')}: ${name(facts)}`,
      )
    }),
  )
  expect([...new Set(pointing)].slice(0, 10)).toEqual([])
})

test('the words of an advice are found in a text that gives one', () => {
  expect(ADVICE.filter(([words]) => words.test('The run is going on. Hold it first.')).flatMap(([, kinds]) => kinds)).toEqual(['hold'])
  expect(ADVICE.filter(([words]) => words.test('The rollback has begun: go on with it.')).flatMap(([, kinds]) => kinds)).toContain('retry')
})
