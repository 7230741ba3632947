import { type Said, say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import { DeadlineOver, withDeadline } from './deadline.ts'
import { type Attempt, type Hold, type Journal, LeaseLost, type Settlement } from './journal.ts'
import type { Step, Verdict } from './step.ts'

export interface StepClock {
  now(): Date
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
}

const LOOK_AGAIN_MS = 1000

/** Looks until it holds, until looking again cannot help, or until the settling time is over. The last verdict counts. */
async function settledVerdict<Context>(
  step: Step<string, Context>,
  context: Context,
  clock: StepClock,
  signal: AbortSignal,
): Promise<Verdict> {
  const begun = clock.now().getTime()
  for (;;) {
    const verdict = await step.verify(context, signal)
    const spent = (clock.now().getTime() - begun) / 1000
    if (verdict.holds || verdict.hopeless === true || spent >= step.settleSeconds) return verdict
    await clock.wait(LOOK_AGAIN_MS, signal)
  }
}

function failure(outcome: Said, rawError: string | undefined): Settlement {
  return rawError === undefined ? { status: 'failed', outcome } : { status: 'failed', outcome, rawError }
}

/** Turns whatever a step threw into words. The text of an unknown error stays visible: nobody has to read code or guess. */
function failureOf(cause: unknown): Settlement {
  if (cause instanceof OperatorError) return failure(cause.problem.said, cause.problem.raw)
  if (cause instanceof DeadlineOver) return failure(say('outcomes.deadlineOver', { seconds: cause.seconds }), undefined)
  return failure(say('outcomes.unexpected'), cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause))
}

interface Trial<Context> {
  step: Step<string, Context>
  context: Context
  attempt: Attempt
  hold: Hold
  journal: Journal
  clock: StepClock
  signal: AbortSignal
}

/** One attempt of one step: run, then look at the world. Throws only LeaseLost and errors of the journal itself. */
export async function trial<Context>({ step, context, attempt, hold, journal, clock, signal }: Trial<Context>): Promise<Settlement> {
  try {
    return await withDeadline(step.timeoutSeconds(context), signal, async (limited) => {
      await step.run(context, limited)
      await journal.verifying(hold, attempt)
      const verdict = await settledVerdict(step, context, clock, limited)
      return verdict.holds ? { status: 'succeeded', outcome: verdict.saw } : failure(verdict.saw, verdict.raw)
    })
  } catch (cause) {
    if (cause instanceof LeaseLost || signal.aborted) throw cause
    return failureOf(cause)
  }
}

/**
 * Settles a step that a dead process left open, by looking: the effect is there, or the step was cut off. Never by trusting its
 * last status, and never by doing it again.
 */
export async function settleCutOff<Context>({
  step,
  context,
  signal,
}: Pick<Trial<Context>, 'step' | 'context' | 'signal'>): Promise<Settlement> {
  try {
    const verdict = await withDeadline(step.timeoutSeconds(context), signal, (limited) => step.verify(context, limited))
    if (verdict.holds) return { status: 'succeeded', outcome: verdict.saw }
    return { status: 'interrupted', outcome: verdict.saw, ...(verdict.raw === undefined ? {} : { rawError: verdict.raw }) }
  } catch (cause) {
    if (cause instanceof LeaseLost || signal.aborted) throw cause
    const { outcome, rawError } = failureOf(cause)
    return { status: 'interrupted', outcome, ...(rawError === undefined ? {} : { rawError }) }
  }
}
