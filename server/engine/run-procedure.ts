import { type Said, say } from '../contract/said.ts'
import { GRACE_MS, runAttempt, type StepClock, settleCutOff } from './attempt.ts'
import type { Attempt, Journal, Lease, Settlement } from './journal.ts'
import type { LogWriter } from './log-writer.ts'
import { AttemptOver, attemptPermit, type Permit } from './permit.ts'
import type { Step } from './step.ts'
import type { Unfinished } from './unfinished.ts'

export type Moment = 'intended' | 'ran' | 'looked' | 'settled'

export type ProcedureOutcome =
  | { ended: 'succeeded' }
  | { ended: 'failed' | 'interrupted'; stepId: string; outcome: Said }
  | { ended: 'held' }

interface Procedure<Context, Acting extends Context> {
  steps: Step<string, Context, Acting>[]
  lease: Lease
  /** Of the lease; each attempt gets one of its own that ends with it. */
  permit: Permit
  journal: Journal
  log: LogWriter
  clock: StepClock
  /** What the step works with; made afresh for each attempt. */
  contextFor(attempt: Attempt, permit: Permit): Acting
  /** What earlier passes of this process over this installation left behind. */
  unfinished: Unfinished
  graceMs?: number
  /** Told of every moment at which a process may die; the fault suite kills here. Absent in production. */
  onMoment?(stepId: string, moment: Moment): void
  /** Hides secrets in the raw texts of failures. */
  redact(text: string): string
  signal: AbortSignal
}

function redacted(settlement: Settlement, redact: (text: string) => string): Settlement {
  return settlement.rawError === undefined ? settlement : { ...settlement, rawError: redact(settlement.rawError) }
}

const ABORT_LOOK_MS = 500

/** Nothing is changed where a step is only looked at. */
const NONE: Permit = {
  check() {
    throw new AttemptOver()
  },
}

const DONE = new Set(['succeeded', 'skipped'])

/**
 * Takes a procedure from wherever its journal says it is to its end or to its first step that does not hold. Knows nothing of
 * OMS. Throws LeaseLost when another process took over, and the signal's reason when this process is told to stop.
 */
export async function runProcedure<Context, Acting extends Context = Context>({
  steps,
  lease,
  permit,
  journal,
  log,
  clock,
  contextFor,
  unfinished,
  graceMs = GRACE_MS,
  redact,
  onMoment,
  signal,
}: Procedure<Context, Acting>): Promise<ProcedureOutcome> {
  const latest = new Map((await journal.latestAttempts(lease.runId)).map((attempt) => [attempt.stepId, attempt]))
  for (const step of steps) {
    const earlier = latest.get(step.id)
    if (earlier !== undefined && DONE.has(earlier.status)) continue

    if (earlier !== undefined && (earlier.status === 'running' || earlier.status === 'verifying')) {
      // This process itself may have lost its lease for a moment: a look at a world that still changes would prove nothing.
      if (!unfinished.isEmpty()) await journal.note(lease, earlier, { waitingFor: say('waiting.earlierWork') })
      await unfinished.ended(signal)
      // A script that hangs is waited for here too: a person may stop it.
      const { abort, stopWatching } = watchForAbort(earlier, lease, journal)
      const own = attemptPermit(permit)
      const contexts = { context: contextFor(earlier, own), looking: contextFor(earlier, NONE) }
      const found = await settleCutOff({ step, ...contexts, clock, unfinished, graceMs, signal, abort }).finally(() => {
        stopWatching()
        own.end()
      })
      await log.flush()
      await journal.settle(lease, earlier, redacted(found, redact))
      if (found.status === 'succeeded') continue
      const isToStop = (await journal.orders(lease.runId)).stop === earlier.id
      if (!step.repeatable || isToStop) return { ended: 'interrupted', stepId: step.id, outcome: found.outcome }
    }

    const { hold: isHeld, stop, checkOnly, again } = await journal.orders(lease.runId)
    // A process that died between settling and ending the run left this; only a person may have it tried again.
    if (earlier !== undefined && isStopped(earlier, step, stop) && again !== step.id && checkOnly !== step.id) {
      return { ended: earlier.status, stepId: step.id, outcome: earlier.outcome ?? say('outcomes.unexpected') }
    }
    if (isHeld) return { ended: 'held' }
    const attempt = await journal.begin(lease, step.id)
    const lookOnly = checkOnly === step.id
    const { abort, stopWatching } = watchForAbort(attempt, lease, journal)
    const own = attemptPermit(permit)
    const given = { step, context: contextFor(attempt, own), attempt, lease, journal, clock, lookOnly, onMoment, unfinished, graceMs }
    const settlement = await runAttempt({ ...given, signal, abort }).finally(() => {
      stopWatching()
      own.end()
    })
    await log.flush()
    onMoment?.(step.id, 'looked')
    await journal.settle(lease, attempt, redacted(settlement, redact))
    onMoment?.(step.id, 'settled')
    if (settlement.status !== 'succeeded') return { ended: 'failed', stepId: step.id, outcome: settlement.outcome }
  }
  return { ended: 'succeeded' }
}

/** True where the newest attempt waits for a decision; a repeatable step that was only cut off goes on, unless a person stopped it. */
function isStopped(
  attempt: Attempt,
  { repeatable }: { repeatable: boolean },
  stop: string | null,
): attempt is Attempt & { status: 'failed' | 'interrupted' } {
  return attempt.status === 'failed' || (attempt.status === 'interrupted' && (!repeatable || stop === attempt.id))
}

/** A person may stop any step: one that hangs must not hold everybody until its deadline. The wish is in the journal, since another process may have taken it. */
function watchForAbort(attempt: Attempt, lease: Lease, journal: Journal) {
  const controller = new AbortController()
  const timer = setInterval(() => {
    const look = async () => {
      if ((await journal.orders(lease.runId)).stop === attempt.id) controller.abort(new Error('stopped by a person'))
    }
    // A store that cannot be read for a moment is asked again at the next tick.
    void look().catch(() => {})
  }, ABORT_LOOK_MS)
  return { abort: controller.signal, stopWatching: () => clearInterval(timer) }
}
