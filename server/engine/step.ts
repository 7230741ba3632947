import type { Said, SaidKey } from '../contract/said.ts'
import type { Phase, StepChanges } from '../contract/steps.ts'

/** What verify saw when it looked at the world. `saw` is shown to people either way. */
export interface Verdict {
  holds: boolean
  saw: Said
  /** Looking again cannot help: the step fails now instead of at its deadline. */
  hopeless?: boolean
  /** Text of the outside system that belongs to `saw`. */
  raw?: string
}

export function holds(saw: Said): Verdict {
  return { holds: true, saw }
}

/** May still change: verify looks again until the step's `settleSeconds` are over. */
export function fails(saw: Said, raw?: string): Verdict {
  return raw === undefined ? { holds: false, saw } : { holds: false, saw, raw }
}

export function failsForGood(saw: Said, raw?: string): Verdict {
  return { ...fails(saw, raw), hopeless: true }
}

/**
 * One paragraph of the document as a value. `Context` is what the procedure gives its steps, `Acting` the same with what may change
 * the outside: only `run` gets it. The engine looks inside neither.
 */
export interface Step<Id extends string, Context, Acting extends Context = Context> {
  id: Id
  /** Paragraph of the document, for example `3.4.0 single-node, step 2.1`. */
  source: string
  phase: Phase
  changes: StepChanges
  undoneBy: Said
  /** Deadline of one attempt, run and verify together. */
  timeoutSeconds(context: Context): number
  /** How long verify may look again until it holds. */
  settleSeconds: number
  /** False: trying again needs an explicit confirmation. */
  repeatable: boolean
  /** Why leaving the step out is safe; absent where it is not. */
  skippable?: Said
  /** True where stopping `run` half-way leaves nothing behind; any other step is stopped only after a confirmation that says what may remain. */
  abortable?: boolean
  /** Leaving the step out by the outcome of its newest attempt: a person says by what they saw that its goal is reached. */
  skippableAfter?: Partial<Record<SaidKey, Said>>
  run(context: Acting, signal: AbortSignal): Promise<void>
  /** Ends what `run` began outside and what does not end with the listening, because a person stops the step; says what is then known. */
  stop?(context: Acting, signal: AbortSignal): Promise<Said>
  verify(context: Context, signal: AbortSignal): Promise<Verdict>
}
