import { say } from '../contract/said.ts'
import type { Transaction } from '../db/open-store.ts'
import { OperatorError } from '../errors.ts'
import { readDriver } from '../queries/read-driver.ts'
import type { ServiceContext } from './service-context.ts'

/**
 * The name of whoever drives the job, in whose place the person decides; null where that is nobody else. Throws where the person has
 * not said that it is in the place of just that one: who drives may have changed since the person looked. Codes: conflict.
 */
export async function requireInPlace(
  tx: Transaction,
  { actor }: Pick<ServiceContext, 'actor'>,
  { jobId, inPlaceOf }: { jobId: string; inPlaceOf?: string | null | undefined },
): Promise<string | null> {
  const { status } = await tx.upgradeJob.findUniqueOrThrow({ where: { id: jobId }, select: { status: true } })
  const driver = await readDriver(tx, { id: jobId, status })
  if (driver === null || driver.id === actor.userId) return null
  if (driver.id === inPlaceOf) return driver.name
  throw new OperatorError('conflict', say('errors.somebodyDrives', { name: driver.name }), { hint: say('errors.confirmInPlace') })
}
