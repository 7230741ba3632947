import { type Said, say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import { DeadlineOver, withDeadline } from './deadline.ts'
import { type Attempt, type Journal, type Lease, LeaseLost, type Settlement } from './journal.ts'
import type { Step, Verdict } from './step.ts'

export interface StepClock {
  now(): Date
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
}

const LOOK_AGAIN_MS = 1000

/** Looks until it holds, until looking again cannot help, or until the settling time is over. The last verdict counts. */
async function settledVerdict<Context, Acting extends Context>(
  step: Step<string, Context, Acting>,
  context: Context,
  clock: StepClock,
  signal: AbortSignal,
): Promise<Verdict> {
  const begun = clock.now().getTime()
  for (;;) {
    const verdict = await step.verify(context, signal)
    // A clock that was set back must not make a step settle for ever.
    const spent = Math.abs(clock.now().getTime() - begun) / 1000
    if (verdict.holds || verdict.hopeless === true || spent >= step.settleSeconds) return verdict
    await clock.wait(LOOK_AGAIN_MS, signal)
  }
}

function settlement(status: 'failed' | 'interrupted', outcome: Said, rawError: string | undefined): Settlement {
  return rawError === undefined ? { status, outcome } : { status, outcome, rawError }
}

/** Turns whatever a step threw into words. The text of an unknown error stays visible: nobody has to read code or guess. */
function thrown(status: 'failed' | 'interrupted', cause: unknown): Settlement {
  if (cause instanceof OperatorError) return settlement(status, cause.problem.said, cause.problem.raw)
  if (cause instanceof DeadlineOver) return settlement(status, say('outcomes.deadlineOver', { seconds: cause.seconds }), undefined)
  return settlement(status, say('outcomes.unexpected'), cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause))
}

interface Given<Context, Acting extends Context> {
  step: Step<string, Context, Acting>
  context: Acting
  attempt: Attempt
  lease: Lease
  journal: Journal
  clock: StepClock
  /** Only look: a person says that the world is as it should be. */
  lookOnly: boolean
  onMoment?: ((stepId: string, moment: 'intended' | 'ran' | 'looked' | 'settled') => void) | undefined
  /** Ends this process's work on the run. */
  signal: AbortSignal
  /** Ends this attempt, because a person asked for it. */
  abort: AbortSignal
}

/** One attempt of one step: run, then look at the world. Throws only LeaseLost, the signal's reason and errors of the journal. */
export async function runAttempt<Context, Acting extends Context>(given: Given<Context, Acting>): Promise<Settlement> {
  const { step, context, attempt, lease, journal, clock, lookOnly, onMoment, signal, abort } = given
  try {
    return await withDeadline(step.timeoutSeconds(context), AbortSignal.any([signal, abort]), async (limited) => {
      onMoment?.(step.id, 'intended')
      if (!lookOnly) await step.run(context, limited)
      onMoment?.(step.id, 'ran')
      await journal.verifying(lease, attempt)
      const verdict = await settledVerdict(step, context, clock, limited)
      return verdict.holds ? { status: 'succeeded', outcome: verdict.saw } : settlement('failed', verdict.saw, verdict.raw)
    })
  } catch (cause) {
    if (cause instanceof LeaseLost || signal.aborted) throw cause
    if (abort.aborted) return settlement('failed', say('outcomes.aborted'), undefined)
    return thrown('failed', cause)
  }
}

/**
 * Settles a step that a dead process left open, by looking: the effect is there, or the step was cut off. Never by trusting its
 * last status, and never by doing it again.
 */
export async function settleCutOff<Context, Acting extends Context>({
  step,
  context,
  signal,
}: Pick<Given<Context, Acting>, 'step' | 'context' | 'signal'>): Promise<Settlement> {
  try {
    const verdict = await withDeadline(step.timeoutSeconds(context), signal, (limited) => step.verify(context, limited))
    return verdict.holds ? { status: 'succeeded', outcome: verdict.saw } : settlement('interrupted', verdict.saw, verdict.raw)
  } catch (cause) {
    if (cause instanceof LeaseLost || signal.aborted) throw cause
    return thrown('interrupted', cause)
  }
}
