import { type Said, say } from '../../contract/said.ts'
import type { BackupManifest } from './backup-manifest.ts'

/** What a backup cannot prove of its restore: tables without a proof of their content, and databases without definitions. */
export function weakProofsOf({ databases }: Pick<BackupManifest, 'databases'>): Said[] {
  return databases.flatMap(({ inventory: { database, tables }, structure }) => [
    ...(structure === null ? [say('proofs.weak.noDefinitions', { database })] : []),
    ...tables.flatMap(({ proof }) => (proof.by === 'none' ? [proof.why] : [])),
  ])
}
