import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { say } from '../contract/said.ts'
import { type Lease, LeaseLost } from './journal.ts'
import { createLogWriter } from './log-writer.ts'
import type { Permit } from './permit.ts'
import { type Moment, type ProcedureOutcome, runProcedure } from './run-procedure.ts'
import { fails, holds, type Step } from './step.ts'
import { memoryJournal } from './testing/memory-journal.ts'
import { createUnfinished } from './unfinished.ts'

// Schedules of everything that can happen to a run, made at random: whatever the order, the run ends in a lawful state.

const fine = say('outcomes.closing')
const wrong = say('outcomes.noServers')
const MOMENTS: Moment[] = ['intended', 'ran', 'looked', 'settled']

interface StepPlan {
  repeatable: boolean
  /** How many times `run` throws before it works. */
  failures: number
  /** The effect comes although `run` throws. */
  throwsAfterEffect: boolean
  /** How many times `verify` says no although the effect is there. */
  blindLooks: number
  /** How many times `verify` throws. */
  brokenLooks: number
}

/** What happens to one pass of the engine over the procedure. `clock`: somebody sets the clock on the wall. */
type Event = { is: 'undisturbed' } | { is: Disturbance; step: number; moment: Moment }
type Disturbance = 'crash' | 'takeover' | 'hold' | 'abort' | 'clock'
/** What a person says when the run has stopped. */
type Decision = 'retry' | 'check'

const moment = fc.record({ step: fc.nat(4), moment: fc.constantFrom(...MOMENTS) })
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.constant<Event>({ is: 'undisturbed' }),
  fc.tuple(fc.constantFrom<Disturbance>('crash', 'takeover', 'hold', 'abort', 'clock'), moment).map(([is, at]) => ({ is, ...at }) as Event),
)
const stepPlan: fc.Arbitrary<StepPlan> = fc.record({
  repeatable: fc.boolean(),
  failures: fc.nat(2),
  throwsAfterEffect: fc.boolean(),
  blindLooks: fc.nat(1),
  brokenLooks: fc.nat(1),
})

// Only what the engine's look at orders waits for; deadlines stay real.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

/** The process is gone: nothing after this moment happens any more. */
class Crash extends Error {}

interface Effect {
  id: string
  attempt: number
}

interface Context {
  attempt: number
  permit: Permit
}

function scene(plans: StepPlan[]) {
  const memory = memoryJournal()
  const effects: Effect[] = []
  const left = plans.map(({ failures, blindLooks, brokenLooks }) => ({ failures, blindLooks, brokenLooks }))
  let time = 0
  let wall = 0
  const clock = {
    now: () => new Date(wall + time),
    elapsedMs: () => time,
    /** Somebody sets the machine's clock by a day, to and fro. */
    set: () => {
      wall = wall === 0 ? -86_400_000 : 0
    },
    wait: async (milliseconds: number) => {
      time += milliseconds
    },
  }
  const ids = plans.map((_, index) => `s${index}`)

  const steps = plans.map((plan, index): Step<string, Context> => {
    const id = ids[index] ?? ''
    const chance = left[index] ?? { failures: 0, blindLooks: 0, brokenLooks: 0 }
    return {
      id,
      source: 'test',
      phase: 'before',
      changes: 'none',
      undoneBy: fine,
      timeoutSeconds: () => 5,
      settleSeconds: 0,
      repeatable: plan.repeatable,
      async run({ attempt, permit }, signal) {
        permit.check()
        effects.push({ id, attempt })
        // Long enough for the engine to see the wish to stop.
        if (memory.orders.stop !== null) await vi.advanceTimersByTimeAsync(600)
        signal.throwIfAborted()
        if (chance.failures > 0) {
          chance.failures -= 1
          if (plan.throwsAfterEffect) done.add(id)
          throw new Error('not this time')
        }
        done.add(id)
      },
      async verify() {
        if (chance.brokenLooks > 0) {
          chance.brokenLooks -= 1
          throw new Error('cannot look')
        }
        if (!done.has(id)) return fails(wrong)
        if (chance.blindLooks === 0) return holds(fine)
        chance.blindLooks -= 1
        return fails(wrong)
      },
    }
  })
  const done = new Set<string>()
  // All passes are of processes that died, except where a lease changed hands within one: then its work has ended with it.
  return { memory, effects, steps, ids, clock, stopped: new Set<string>() }
}

type Scene = ReturnType<typeof scene>

/** One pass by one process; a crash freezes its journal as a killed process would, a takeover happens behind its back. */
async function pass(
  { memory, steps, ids, clock, stopped }: Scene,
  lease: Lease,
  event: Event,
): Promise<ProcedureOutcome | 'crashed' | 'lost'> {
  let isDead = false
  const journal = new Proxy(memory.journal, {
    get: (target, key) => (isDead ? () => Promise.reject(new Crash()) : Reflect.get(target, key)),
  })
  const log = createLogWriter(journal, lease, clock.now, (text) => text)
  try {
    return await runProcedure({
      steps,
      lease,
      journal,
      log,
      clock,
      permit: {
        check() {
          if (isDead) throw new Crash()
          if (memory.fence() !== lease.fence) throw new LeaseLost()
        },
      },
      contextFor: ({ number }, permit) => ({ attempt: number, permit }),
      unfinished: createUnfinished(),
      redact: (text) => text,
      signal: new AbortController().signal,
      onMoment(stepId, at) {
        if (event.is === 'undisturbed' || ids[event.step] !== stepId || event.moment !== at) return
        if (event.is === 'hold') memory.orders.hold = true
        if (event.is === 'clock') clock.set()
        if (event.is === 'abort') {
          const newest = memory.attempts.at(-1)?.id ?? ''
          memory.orders.stop = newest
          stopped.add(newest)
        }
        if (event.is === 'takeover') memory.takeOver()
        if (event.is !== 'crash') return
        isDead = true
        throw new Crash()
      },
    })
  } catch (cause) {
    if (cause instanceof LeaseLost) return 'lost'
    if (isDead) return 'crashed'
    throw cause
  }
}

/** What must be true after every pass, however it ended. */
function lawful(
  { memory, effects, steps, ids, stopped }: Scene,
  retried: Map<string, number>,
  ended: Awaited<ReturnType<typeof pass>>,
): void {
  const byStep = new Map(ids.map((id) => [id, memory.attempts.filter(({ stepId }) => stepId === id)]))
  for (const [id, attempts] of byStep) {
    const succeeded = attempts.findIndex(({ status }) => status === 'succeeded')
    // Nothing that succeeded is begun again.
    expect(succeeded === -1 || succeeded === attempts.length - 1).toBe(true)
    expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, index) => index + 1))
    // At most the newest attempt is open.
    expect(attempts.slice(0, -1).filter(({ status }) => status === 'running' || status === 'verifying')).toEqual([])
    const step = steps.find((one) => one.id === id)
    const runs = effects.filter((effect) => effect.id === id).length
    if (step?.repeatable === false) expect(runs).toBeLessThanOrEqual(1 + (retried.get(id) ?? 0))
    // An effect never happens without an attempt that says so first.
    expect(new Set(effects.filter((effect) => effect.id === id).map(({ attempt }) => attempt)).size).toBe(runs)
  }
  // A step begins only when every step before it is done.
  const firstOpen = ids.findIndex((id) => byStep.get(id)?.at(-1)?.status !== 'succeeded')
  if (firstOpen >= 0) for (const id of ids.slice(firstOpen + 1)) expect(byStep.get(id)).toEqual([])
  // Only the attempt that a person meant was stopped.
  const aborted = memory.attempts.filter(({ outcome }) => outcome?.key === 'outcomes.aborted')
  expect(aborted.filter(({ id }) => !stopped.has(id))).toEqual([])
  if (typeof ended === 'string') return
  // A run that ended has no step in progress, and what it says is what its journal says.
  expect(memory.attempts.filter(({ status }) => status === 'running' || status === 'verifying')).toEqual([])
  if (ended.ended === 'succeeded') expect(firstOpen).toBe(-1)
  if (ended.ended === 'failed' || ended.ended === 'interrupted') expect(byStep.get(ended.stepId)?.at(-1)?.status).toBe(ended.ended)
}

async function play(plans: StepPlan[], events: Event[], decisions: Decision[]): Promise<void> {
  const stage = scene(plans)
  const { memory } = stage
  const retried = new Map<string, number>()
  let lease = memory.lease
  let decision = 0
  // After the last event people go on to decide and nothing disturbs any more: then the run has to come to its end.
  for (let turn = 0; turn < events.length + 60; turn += 1) {
    const ended = await pass(stage, lease, events[turn] ?? { is: 'undisturbed' })
    lawful(stage, retried, ended)
    if (ended === 'crashed' || ended === 'lost') {
      lease = memory.takeOver()
      continue
    }
    if (ended.ended === 'succeeded') return
    Object.assign(memory.orders, { hold: false, stop: null, checkOnly: null, again: null })
    if (ended.ended === 'held') continue
    const choice = decisions[decision++ % decisions.length] ?? 'retry'
    if (choice === 'check' && turn < events.length + 20) memory.orders.checkOnly = ended.stepId
    else {
      memory.orders.again = ended.stepId
      retried.set(ended.stepId, (retried.get(ended.stepId) ?? 0) + 1)
    }
  }
  throw new Error('the run never came to its end')
}

// Whatever dies, is taken over, held, aborted or retried, in any order: nobody has to repair a job by hand in the store.
test('any schedule of crash, takeover, hold, stop, set clock, retry and check ends in a lawful state, with no effect repeated unasked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(stepPlan, { minLength: 1, maxLength: 5 }),
      fc.array(event, { maxLength: 12 }),
      fc.array(fc.constantFrom<Decision>('retry', 'check'), { minLength: 1, maxLength: 8 }),
      play,
    ),
    { numRuns: 400 },
  )
}, 60_000)
