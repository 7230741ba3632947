import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrate } from '../../../prisma/migrate.ts'
import { openStore, type Store } from '../open-store.ts'

/** A migrated SQLite store of its own in a folder that `close` removes. */
export async function temporaryStore(): Promise<{ store: Store; databaseFile: string; close(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'panel-store-'))
  const databaseFile = path.join(folder, 'panel.db')
  await migrate(databaseFile)
  const store = openStore(databaseFile)
  return {
    store,
    databaseFile,
    async close() {
      await store.$disconnect()
      rmSync(folder, { recursive: true })
    },
  }
}
