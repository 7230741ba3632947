import path from 'node:path'
import type { Acting, UpgradeContext } from './context.ts'
import type { BackupManifest, DumpContent, DumpFile } from './ports/backups.ts'
import type { Inventory } from './ports/metadb.ts'

interface Job {
  context: Acting<UpgradeContext>
  folder: string
  inventories: Inventory[]
  signal: AbortSignal
}

function asFile(file: string, { bytes, sha256 }: DumpContent): DumpFile {
  return { file: path.basename(file), bytes, sha256 }
}

/** File names carry no character that a shell or a file system could take for something else. */
function fileName(database: string, ending: string): string {
  return `${database.replace(/[^A-Za-z0-9_-]/g, (character) => `%${character.codePointAt(0)?.toString(16)}`)}${ending}`
}

/**
 * Dumps all databases side by side, and beside each what `--triggers=false` leaves out, where there is any.
 * The first failure stops the others.
 */
export async function dumpDatabases({ context, folder, inventories, signal }: Job): Promise<BackupManifest['databases']> {
  const { writers, installation, report } = context
  const stop = new AbortController()
  const both = AbortSignal.any([signal, stop.signal])
  const written = new Map<string, number>()

  async function dump(database: string, content: 'data' | 'objects', ending: string): Promise<DumpFile> {
    const file = path.join(folder, fileName(database, ending))
    const onProgress = (bytes: number) => {
      written.set(file, bytes)
      report.progress({ done: [...written.values()].reduce((sum, part) => sum + part, 0), total: null, unit: 'bytes' })
    }
    const done = await writers.backups.dump(
      installation.metaDb,
      { database, file, content },
      { onProgress, onLine: (text) => report.line(text, 'stderr'), signal: both },
    )
    return asFile(file, done)
  }

  async function whole(inventory: Inventory): Promise<BackupManifest['databases'][number]> {
    const data = await dump(inventory.database, 'data', '.sql')
    const extra = inventory.triggers.length + inventory.routines.length + inventory.events.length
    return { inventory, dump: data, objects: extra > 0 ? await dump(inventory.database, 'objects', '.objects.sql') : null }
  }

  const all = inventories.map((inventory) =>
    whole(inventory).catch((cause: unknown) => {
      stop.abort(cause)
      throw cause
    }),
  )
  const settled = await Promise.allSettled(all)
  if (stop.signal.aborted) throw stop.signal.reason
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}
