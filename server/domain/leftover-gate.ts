import type { JobStatus } from '../contract/job.ts'
import type { LeftoverAct, LeftoverChoice } from '../contract/leftover.ts'
import { type SaidKey, say } from '../contract/said.ts'
import { isStopped } from './is-stopped.ts'

export interface LeftoverFacts {
  job: JobStatus
  /** Number of another job that is changing the installation. */
  busyWith: number | null
  /** The container with the id that the job noted when it created it. */
  container: { name: string; status: string }
  /** The name that the job's plan gave it. */
  plannedName: string
  /** The name that a rename would give it, and whether something has it. */
  newName: string
  isNewNameTaken: boolean
  /** Installation that uses this very container now. */
  usedBy: string | null
}

const no = (act: LeftoverAct, key: SaidKey, params?: Record<string, string | number>): LeftoverChoice => ({
  act,
  allowed: false,
  reason: say(key, params),
})

/** Whether the leftover of a job may be removed or renamed: the one answer for the button and the service. */
export function leftoverGate(act: LeftoverAct, facts: LeftoverFacts): LeftoverChoice {
  const { job, busyWith, container, plannedName, newName, isNewNameTaken, usedBy } = facts
  const { name, status } = container
  if (job !== 'rolled-back' && job !== 'resolved') return no(act, 'choices.leftover.notRolledBack')
  if (busyWith !== null) return no(act, 'choices.not.busy', { number: busyWith })
  if (usedBy !== null) return no(act, 'choices.leftover.used', { name, installation: usedBy })
  if (!isStopped(status)) return no(act, 'choices.leftover.notStopped', { name, status })
  if (act === 'remove') return { act, allowed: true, consequence: say('choices.leftover.doesRemove', { name }) }
  if (name !== plannedName) return no(act, 'choices.leftover.renamed', { name, planned: plannedName })
  if (isNewNameTaken) return no(act, 'choices.leftover.nameTaken', { name: newName })
  return { act, allowed: true, consequence: say('choices.leftover.doesRename', { name, newName }) }
}
