import { LeftoverAct, type LeftoverReading } from '../contract/leftover.ts'
import { isStopped } from '../domain/is-stopped.ts'
import { leftoverGate } from '../domain/leftover-gate.ts'
import { leftoverSubject } from './leftover-subject.ts'
import type { ServiceContext } from './service-context.ts'

/** The stopped container that a rolled-back upgrade left, looked at now. Codes: not-found, and what the engine answers. */
export async function readLeftover({ store, world }: ServiceContext, jobId: string): Promise<LeftoverReading> {
  const subject = await leftoverSubject(world, store, jobId)
  if (subject === null) return { state: 'none' }
  const { container, plannedName, newName } = subject.facts
  return {
    state: 'there',
    container,
    isStopped: isStopped(container.status),
    isInTheWay: container.name === plannedName,
    newName,
    choices: LeftoverAct.options.map((act) => leftoverGate(act, subject.facts)),
  }
}
