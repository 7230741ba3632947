import type { UpgradeContext } from './context.ts'
import type { Backup } from './make-backup.ts'
import { neededFact } from './needed-fact.ts'
import { ownContainer } from './own-container.ts'

/**
 * The backup to restore, or null where the databases are still the old ones: as soon as a new container has run, or one that was
 * made is gone, nobody can prove that it wrote nothing. A backup that is needed and missing is an error, never "nothing to do".
 */
export async function restoreNeeded(context: Pick<UpgradeContext, 'facts' | 'world' | 'job'>): Promise<Backup | null> {
  const wasInitialized = (await context.facts.get('initStartedAt')) !== undefined
  const container = wasInitialized ? undefined : await ownContainer(context)
  const isGone = container === undefined && (await context.facts.get('newContainerId')) !== undefined
  const hasRun = wasInitialized || isGone || (container !== undefined && container.startedAt !== null)
  return hasRun || (await context.facts.get('safetyBackup')) !== undefined ? await neededFact(context.facts, 'backup') : null
}
