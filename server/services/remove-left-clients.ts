import { CLIENT_LABEL } from '../domain/client-label.ts'
import { OperatorError } from '../errors.ts'
import type { ServiceContext } from './service-context.ts'
import { type Patience, whileAlone } from './while-alone.ts'

/**
 * Removes the containers that a panel which died left running for dumps and restores. Whoever works on an installation now has its lease
 * and removes them before the next one, so there nothing is done. Returns their names.
 */
export async function removeLeftClients(context: Pick<ServiceContext, 'store' | 'world'>, patience: Patience = {}): Promise<string[]> {
  const { store, world } = context
  const removed: string[] = []
  for (const { id } of await store.installation.findMany({ select: { id: true } })) {
    if ((await world.docker.containersLabelled(CLIENT_LABEL, id)).length === 0) continue
    const names = await whileAlone(context, id, patience, (permit) => world.writers(permit).backups.removeLeftClients(id)).catch(
      (cause: unknown) => {
        if (!(cause instanceof OperatorError) || cause.problem.said.key !== 'errors.wayBackBusy') throw cause
        return []
      },
    )
    removed.push(...names)
  }
  return removed
}
