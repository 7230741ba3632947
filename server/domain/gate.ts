import type { Choice, ChoiceKind, RetryInput } from '../contract/choice.ts'
import type { JobStatus, RunKind, RunStatus, StepStatus } from '../contract/job.ts'
import { type Said, type SaidKey, say } from '../contract/said.ts'
import type { StepId } from '../contract/steps.ts'

/** All that any command needs to know to be allowed or refused. */
export interface GateFacts {
  job: JobStatus
  run: { kind: RunKind; status: RunStatus; holdRequested: boolean; abortRequested: boolean } | null
  /** The step that runs, failed, was cut off, or comes next after a hold. */
  step: { id: StepId; status: StepStatus; repeatable: boolean; skippable: Said | null; abortable: boolean; inputs: RetryInput[] } | null
  /** Number of another job that is changing the installation. */
  busyWith: number | null
}

type Answer =
  | { allowed: false; reason: Said }
  | { allowed: true; consequence: Said; needsReason?: boolean; confirm?: Said; inputs?: RetryInput[] }

const no = (key: SaidKey, params?: Record<string, string | number>): Answer => ({ allowed: false, reason: say(key, params) })
const does = (key: SaidKey, more: Omit<Extract<Answer, { allowed: true }>, 'allowed' | 'consequence'> = {}): Answer => ({
  allowed: true,
  consequence: say(key),
  ...more,
})

/** Between two steps there is nothing to stop. */
const OPEN = new Set<StepStatus>(['running', 'verifying'])
const STOPPED = new Set<StepStatus>(['failed', 'interrupted'])

/** A failed or cut-off step that waits for a person; otherwise the reason why there is none. */
function stoppedStep({ job, run, step }: GateFacts): NonNullable<GateFacts['step']> | Answer {
  if (run?.status === 'running') return no('choices.not.running')
  if (step === null || !STOPPED.has(step.status) || job !== 'needs-decision') return no('choices.not.notFailed')
  return step
}

const RULES: Record<ChoiceKind, (facts: GateFacts) => Answer> = {
  retry(facts) {
    const step = stoppedStep(facts)
    if ('allowed' in step) return step
    return does('choices.does.retry', {
      inputs: step.inputs,
      ...(step.repeatable ? {} : { confirm: say('choices.confirm.notRepeatable') }),
    })
  },
  check(facts) {
    const step = stoppedStep(facts)
    return 'allowed' in step ? step : does('choices.does.check')
  },
  skip(facts) {
    const step = stoppedStep(facts)
    if ('allowed' in step) return step
    return step.skippable === null ? no('choices.not.notSkippable') : { allowed: true, consequence: step.skippable, needsReason: true }
  },
  hold({ run }) {
    if (run?.status !== 'running') return no('choices.not.notRunning')
    return run.holdRequested ? no('choices.not.alreadyAsked') : does('choices.does.hold')
  },
  abort({ run, step }) {
    if (run?.status !== 'running' || step === null || !OPEN.has(step.status)) return no('choices.not.notRunning')
    if (run.abortRequested) return no('choices.not.alreadyAsked')
    // As safe as a panel that dies: what the step had sent may still take effect, and the step looks before anything else is done.
    return step.abortable
      ? does('choices.does.abort')
      : does('choices.does.abortUnfinished', { confirm: say('choices.confirm.abortUnfinished') })
  },
  continue({ job, run }) {
    return run?.status === 'held' && job === 'needs-decision' ? does('choices.does.continue') : no('choices.not.notHeld')
  },
  'roll-back'({ job, run, busyWith }) {
    if (job === 'planned' || run === null) return no('choices.not.planned')
    if (job === 'finalized') return no('choices.not.finalized')
    if (job === 'rolled-back') return no('choices.not.rolledBack')
    if (job === 'resolved') return no('choices.not.resolved')
    if (run.kind === 'rollback') return no('choices.not.rollbackBegun')
    if (run.status === 'running') return no('choices.not.running')
    if (busyWith !== null) return no('choices.not.busy', { number: busyWith })
    return does('choices.does.rollBack', { needsReason: true })
  },
  finalize({ job }) {
    return job === 'succeeded'
      ? does('choices.does.finalize', { confirm: say('choices.confirm.finalize') })
      : no('choices.not.notSucceeded')
  },
  resolve({ job, run }) {
    if (run?.status === 'running') return no('choices.not.running')
    return job === 'needs-decision' ? does('choices.does.resolve', { needsReason: true }) : no('choices.not.notOpen')
  },
}

/** The one answer for the button, the action and the runner. */
export function gate(kind: ChoiceKind, facts: GateFacts): Choice {
  const answer = RULES[kind](facts)
  const about = { kind, stepId: facts.step?.id ?? null }
  if (!answer.allowed) return { ...about, ...answer }
  const { needsReason = false, confirm = null, inputs = [], consequence } = answer
  return { ...about, allowed: true, consequence, needsReason, confirm, inputs }
}
