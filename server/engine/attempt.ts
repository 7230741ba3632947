import { type Said, say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import { DeadlineOver, withDeadline } from './deadline.ts'
import { type Attempt, type Journal, type Lease, LeaseLost, type Settlement } from './journal.ts'
import type { Step, Verdict } from './step.ts'
import type { Unfinished } from './unfinished.ts'

export interface StepClock {
  /** Goes on evenly, whatever is done to the machine's clock. */
  elapsedMs(): number
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
}

const LOOK_AGAIN_MS = 1000
/** How long a step that was told to end is waited for: its children are killed, its connections closed. */
export const GRACE_MS = 5_000
/** How long the outside work of a step may take to end when a person stops it. */
const STOP_SECONDS = 60

type Seen = { verdict: Verdict } | { thrown: unknown }

/** One look; what it throws is seen too, but for what ends the attempt. */
async function look(verify: () => Promise<Verdict>, signal: AbortSignal): Promise<Seen> {
  try {
    return { verdict: await verify() }
  } catch (thrown) {
    if (thrown instanceof LeaseLost || signal.aborted) throw thrown
    return { thrown }
  }
}

/** Looks until `isEnough`, or until the settling time is over. What was seen last counts, be it an error. */
async function settled(
  verify: () => Promise<Verdict>,
  { seconds, clock, signal, isEnough }: { seconds: number; clock: StepClock; signal: AbortSignal; isEnough(verdict: Verdict): boolean },
): Promise<Verdict> {
  const begunMs = clock.elapsedMs()
  for (;;) {
    const seen = await look(verify, signal)
    const isOver = clock.elapsedMs() - begunMs >= seconds * 1000
    if ('verdict' in seen && (isOver || isEnough(seen.verdict))) return seen.verdict
    if ('thrown' in seen && isOver) throw seen.thrown
    await clock.wait(LOOK_AGAIN_MS, signal)
  }
}

/** Nothing more would be learned by looking again. */
const isFinal = ({ holds, hopeless }: Verdict) => holds || hopeless === true

interface Words {
  said: Said
  raw: string | undefined
}

/** Turns whatever a step threw into words. The text of an unknown error stays visible: nobody has to read code or guess. */
function wordsOf(cause: unknown): Words {
  if (cause instanceof OperatorError) return { said: cause.problem.said, raw: cause.problem.raw }
  if (cause instanceof DeadlineOver) return { said: say('outcomes.deadlineOver', { seconds: cause.seconds }), raw: undefined }
  return { said: say('outcomes.unexpected'), raw: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) }
}

function settlement(status: Settlement['status'], outcome: Said, raws: (string | undefined)[], beside?: Said): Settlement {
  const texts = [...new Set(raws.filter((raw) => raw !== undefined && raw !== ''))]
  return {
    status,
    outcome,
    ...(texts.length > 0 && { rawError: texts.join('\n\n') }),
    ...(beside !== undefined && { beside }),
  }
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
  /** Earlier work that still goes on; this attempt waits for it, and leaves its own here. */
  unfinished: Unfinished
  graceMs: number
  /** Ends this process's work on the run. */
  signal: AbortSignal
  /** Ends this attempt, because a person asked for it. */
  abort: AbortSignal
}

/** One attempt of one step: run, then look at the world. Throws only LeaseLost, the signal's reason and errors of the journal. */
export async function runAttempt<Context, Acting extends Context>(given: Given<Context, Acting>): Promise<Settlement> {
  const { step, context, attempt, lease, journal, clock, lookOnly, onMoment, unfinished, graceMs, signal, abort } = given
  // Work whose `run` is over only reads: nothing has to wait for it.
  let isActing = true
  try {
    const limits = {
      seconds: step.timeoutSeconds(context),
      outer: AbortSignal.any([signal, abort]),
      graceMs,
      onUnfinished: (work: Promise<unknown>) => void (isActing && unfinished.add(work)),
    }
    return await withDeadline(limits, async (limited) => {
      onMoment?.(step.id, 'intended')
      if (!lookOnly) {
        await earlierEnded(given, limited)
        await step.run(context, limited)
      }
      isActing = false
      onMoment?.(step.id, 'ran')
      await journal.verifying(lease, attempt)
      const settling = { seconds: step.settleSeconds, clock, signal: limited, isEnough: isFinal }
      const { holds, saw, raw } = await settled(() => step.verify(context, limited), settling)
      return settlement(holds ? 'succeeded' : 'failed', saw, holds ? [] : [raw])
    })
  } catch (cause) {
    if (cause instanceof LeaseLost || signal.aborted) throw cause
    const goesOn = !unfinished.isEmpty()
    if (abort.aborted) return await stopped(given)
    const words = wordsOf(cause)
    if (goesOn && cause instanceof DeadlineOver) words.said = say('outcomes.deadlineOverGoesOn', { seconds: cause.seconds })
    return isActing ? await afterLook(given, words) : settlement('failed', words.said, [words.raw])
  }
}

/** Waits for what an earlier attempt began: two of them must not work on one installation. */
async function earlierEnded<Context, Acting extends Context>(
  { attempt, lease, journal, unfinished }: Given<Context, Acting>,
  limited: AbortSignal,
): Promise<void> {
  if (unfinished.isEmpty()) return
  await journal.note(lease, attempt, { waitingFor: say('waiting.earlierWork') })
  await unfinished.ended(limited)
  await journal.note(lease, attempt, { waitingFor: null })
}

/** `run` failed: before anybody decides, the world is looked at once. An effect that is there is there, whatever was thrown. */
async function afterLook<Context, Acting extends Context>(given: Given<Context, Acting>, { said, raw }: Words): Promise<Settlement> {
  const { step, context, unfinished, graceMs, signal, abort } = given
  try {
    const limits = { seconds: step.timeoutSeconds(context), outer: AbortSignal.any([signal, abort]), graceMs, onUnfinished: () => {} }
    const verdict = await withDeadline(limits, (limited) => step.verify(context, limited))
    // What still goes on may yet undo what was seen.
    if (verdict.holds && unfinished.isEmpty()) return settlement('succeeded', verdict.saw, [raw], said)
    return settlement('failed', said, [raw, verdict.raw], verdict.saw)
  } catch (cause) {
    if (cause instanceof LeaseLost || signal.aborted) throw cause
    return abort.aborted ? await stopped(given) : settlement('failed', said, [raw])
  }
}

/** What a person's wish to stop the step comes to: some steps began work outside that does not end with the listening. */
async function stopped<Context, Acting extends Context>({
  step: { stop },
  context,
  unfinished,
  graceMs,
  signal,
}: Pick<Given<Context, Acting>, 'step' | 'context' | 'unfinished' | 'graceMs' | 'signal'>): Promise<Settlement> {
  if (stop === undefined) return settlement('failed', say(unfinished.isEmpty() ? 'outcomes.aborted' : 'outcomes.abortedGoesOn'), [])
  try {
    const limits = { seconds: STOP_SECONDS, outer: signal, graceMs, onUnfinished: (work: Promise<unknown>) => unfinished.add(work) }
    return settlement('failed', await withDeadline(limits, (limited) => stop(context, limited)), [])
  } catch (cause) {
    if (cause instanceof LeaseLost || signal.aborted) throw cause
    const { said, raw } = wordsOf(cause)
    return settlement('failed', said, [raw])
  }
}

/**
 * Settles a step that a dead process left open, by looking: the effect is there, or the step was cut off. Never by trusting its
 * last status, and never by doing it again. A look that fails is repeated while the step may settle.
 */
export async function settleCutOff<Context, Acting extends Context>({
  step,
  context,
  looking,
  clock,
  unfinished,
  graceMs,
  signal,
  abort,
}: Pick<Given<Context, Acting>, 'step' | 'context' | 'clock' | 'unfinished' | 'graceMs' | 'signal' | 'abort'> & {
  /** Without the right to change anything. */
  looking: Context
}): Promise<Settlement> {
  try {
    const limits = { seconds: step.timeoutSeconds(looking), outer: AbortSignal.any([signal, abort]), graceMs, onUnfinished: () => {} }
    const { holds, saw, raw } = await withDeadline(limits, (limited) =>
      settled(() => step.verify(looking, limited), { seconds: step.settleSeconds, clock, signal: limited, isEnough: () => true }),
    )
    return settlement(holds ? 'succeeded' : 'interrupted', saw, holds ? [] : [raw])
  } catch (cause) {
    if (cause instanceof LeaseLost || signal.aborted) throw cause
    if (abort.aborted) return await stopped({ step, context, unfinished, graceMs, signal })
    const { said, raw } = wordsOf(cause)
    return settlement('interrupted', said, [raw])
  }
}
