import path from 'node:path'
import { say } from '../contract/said.ts'
import type { SavedDatabase } from '../domain/databases/backup-manifest.ts'
import type { Contents } from '../domain/databases/contents.ts'
import type { Structure } from '../domain/databases/structure.ts'
import { writtenSince } from '../domain/databases/written-since.ts'
import { OperatorError } from '../errors.ts'
import type { Acting, UpgradeContext } from './context.ts'
import type { DumpTool } from './ports/backups.ts'
import { withMetaDb } from './with-connection.ts'

interface Job {
  context: Acting<UpgradeContext>
  folder: string
  structures: Structure[]
  tool: DumpTool
  signal: AbortSignal
}

/** File names carry no character that a shell or a file system could take for something else. */
function fileName(database: string): string {
  return `${database.replace(/[^A-Za-z0-9_-]/g, (character) => `%${character.codePointAt(0)?.toString(16)}`)}.sql`
}

/** Dumps the tables of all databases side by side, and proves meanwhile what they hold. The first failure stops the others. */
export async function dumpDatabases({ context, folder, structures, tool, signal }: Job): Promise<SavedDatabase[]> {
  const { writers, installation, report } = context
  const failed = new AbortController()
  const stop = AbortSignal.any([signal, failed.signal])
  const written = new Map<string, number>()
  const orStop = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => {
      failed.abort(cause)
      throw cause
    })

  async function dump({ database, tables }: Structure): Promise<SavedDatabase['dump']> {
    const file = path.join(folder, fileName(database))
    const onProgress = (bytes: number) => {
      written.set(file, bytes)
      report.progress({ done: [...written.values()].reduce((sum, part) => sum + part, 0), total: null, unit: 'bytes' })
    }
    const { bytes, sha256 } = await writers.backups.dump(
      installation.metaDb,
      { database, tables: tables.map(({ name }) => name), file, tool },
      { onProgress, onLine: (text) => report.line(text, 'stderr'), signal: stop },
    )
    return { file: path.basename(file), bytes, sha256 }
  }

  /** One database after the other: each scan is two sessions already. */
  async function prove(): Promise<Contents[]> {
    return await withMetaDb(context, async (metaDb) => {
      const list = []
      for (const { database } of structures) list.push(await metaDb.contents(database, stop))
      return list
    })
  }

  const names = structures.map(({ database }) => database)
  const before = await withMetaDb(context, (metaDb) => metaDb.lastWrites(names, { settled: true }, signal))
  const proving = orStop(prove())
  const dumping = structures.map((structure) => orStop(dump(structure)))
  await Promise.allSettled([proving, ...dumping])
  signal.throwIfAborted()
  if (failed.signal.aborted) throw failed.signal.reason
  // Dumps and proof are of different moments: only where nobody wrote in between do they speak of the same.
  const after = await withMetaDb(context, (metaDb) => metaDb.lastWrites(names, { settled: false }, signal))
  const changed = writtenSince(before, after)
  if (changed.length > 0)
    throw new OperatorError('conflict', say('backups.writtenMeanwhile', { count: changed.length }), { raw: changed.join('\n') })
  const contents = await proving
  const dumps = await Promise.all(dumping)
  return structures.flatMap((structure, index): SavedDatabase[] => {
    const [held, file] = [contents[index], dumps[index]]
    if (held === undefined || file === undefined) return []
    const { database, characterSet, collation, objects } = structure
    return [
      {
        inventory: { database, characterSet, collation, tables: held.tables },
        structure,
        objectNames: objects.map(({ kind, name }) => ({ kind, name })),
        dump: file,
        objects: null,
      },
    ]
  })
}
