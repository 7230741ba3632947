import path from 'node:path'
import type { UpgradeContext } from './context.ts'

/** A folder per job, and per further attempt a folder in it: no dump ever overwrites another. */
export function backupFolderOf({ installation, job, attempt }: Pick<UpgradeContext, 'installation' | 'job' | 'attempt'>): string {
  const folder = path.join(installation.backupFolder, `upgrade-${job.number}-${job.id}`)
  return attempt === 1 ? folder : path.join(folder, `attempt-${attempt}`)
}
