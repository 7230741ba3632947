import type { BackupView } from '../contract/job.ts'
import { keptBackup } from '../domain/databases/backup-manifest.ts'

/** The dumps of a manifest as pages show them, whatever version wrote it; none where it was not made. */
export function backupViews(stored: unknown): BackupView[] {
  const { data: backup } = keptBackup.safeParse(stored)
  return (backup?.manifest.databases ?? []).map(({ inventory, dump }) => ({
    database: inventory.database,
    file: `${backup?.folder}/${dump.file}`,
    bytes: dump.bytes,
    sha256: dump.sha256,
    tables: inventory.tables.length,
    rows: inventory.tables.reduce((sum, table) => sum + table.rows, 0),
    verifiedAt: backup?.manifest.createdAt ?? '',
  }))
}
