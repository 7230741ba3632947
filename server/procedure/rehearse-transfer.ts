import type { Said } from '../contract/said.ts'
import { joined } from '../domain/databases/comparison.ts'
import { contentDifferences } from '../domain/databases/content-differences.ts'
import { structureDifferences, tableDifferences } from '../domain/databases/structure-differences.ts'
import { inEnglish } from '../domain/in-english.ts'
import { type TransferTried, triedTool } from '../domain/way-back-tried.ts'
import { OperatorError } from '../errors.ts'
import { createObjects } from './create-objects.ts'
import type { BackupsWriter, ToolPair } from './ports/backups.ts'
import type { MetaDbLogin, MetaDbWriter } from './ports/metadb.ts'

interface Rehearsal {
  metaDb: MetaDbWriter
  backups: BackupsWriter
  login: MetaDbLogin
  /** Databases whose column types and kinds of objects the sample has. */
  like: string[]
  /** A scratch database that is not there now. */
  name: string
  /** The first that brings everything back is the one. */
  pairs: ToolPair[]
  signal: AbortSignal
}

// Of utf8mb4, as the only one that every server has.
const DEFAULTS = { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' }

/**
 * Dumps a sample as an upgrade would and brings it back as a rollback would, with the same programs, flags and fence, and compares. Then every
 * table without its rows, and each view and routine: not all that a server prints is what it takes, and a view it prints anew.
 */
export async function rehearseTransfer(rehearsal: Rehearsal): Promise<TransferTried> {
  const { metaDb, like, name, pairs } = rehearsal
  const refused: TransferTried['refused'] = []
  let changed: string[] = []
  try {
    for (const pair of pairs) {
      const raw = await wordsOfRefusal(pair, async () => {
        await metaDb.dropBeside(name)
        await metaDb.createBeside(name, DEFAULTS)
        await metaDb.fillSample(name, like)
        const raw = await bringBack(rehearsal, pair)
        if (raw !== null) return raw
        const back = await bringDefinitionsBack(rehearsal, pair)
        changed = back.changed
        return back.raw
      })
      const tool = triedTool(pair.dump)
      if (raw === null) {
        return { by: tool, refused, ...(changed.length > 0 && { changedObjects: changed }) }
      }
      refused.push({ tool, raw })
    }
    return { by: null, refused }
  } finally {
    await metaDb.dropBeside(name)
  }
}

/** What did not come back, one a line; null where everything did. */
async function bringBack({ metaDb, backups, login, name, signal }: Rehearsal, { dump: tool, restore }: ToolPair): Promise<string | null> {
  const [structure, contents] = [await metaDb.structure(name), await metaDb.contents(name, signal)]
  const told = { onLine: () => undefined, onProgress: () => undefined, signal }
  await backups.withScratchFile(async (file) => {
    const tables = structure.tables.map((table) => table.name)
    await backups.dump(login, { database: name, tables, file, tool, asAfterStop: true }, told)
    await metaDb.dropBeside(name)
    await metaDb.createBeside(name, DEFAULTS)
    await metaDb.breakRestoreFence(name)
    await backups.restore(login, { database: name, file, tool: restore }, told)
  })
  await createObjects(metaDb, [structure])
  const { differences } = joined(
    structureDifferences(structure, await metaDb.structure(name)),
    contentDifferences(contents, await metaDb.contents(name, signal)),
  )
  return inLines(differences)
}

/**
 * Each database's tables without their rows, in the place of the sample, and what does not come back among the routines and views that they
 * are there for: OceanBase prints of a routine whether it reads tables, by those that it finds.
 */
async function bringDefinitionsBack(
  rehearsal: Rehearsal,
  { dump: tool, restore }: ToolPair,
): Promise<{ raw: string | null; changed: string[] }> {
  const { metaDb, backups, login, like, name, signal } = rehearsal
  const told = { onLine: () => undefined, onProgress: () => undefined, signal }
  const found: Said[] = []
  const changed: string[] = []
  for (const database of like) {
    const structure = await metaDb.structure(database)
    const tables = structure.tables.map((table) => table.name)
    await metaDb.dropBeside(name)
    await metaDb.createBeside(name, structure)
    await metaDb.breakRestoreFence(name)
    if (tables.length > 0)
      await backups.withScratchFile(async (file) => {
        await backups.dump(login, { database, tables, file, tool, asAfterStop: true, withoutRows: true }, told)
        await backups.restore(login, { database: name, file, tool: restore }, told)
      })
    found.push(...tableDifferences(structure, await metaDb.structure(name)).differences)
    changed.push(...(await metaDb.changedObjects(name, [database])))
  }
  return { raw: inLines(found), changed }
}

const inLines = (differences: readonly Said[]): string | null => (differences.length === 0 ? null : differences.map(inEnglish).join('\n'))

/** What a client says that found no server, or lost it. */
const UNREACHED: readonly string[] = ['metadb.unreachable', 'backups.childLost', 'backups.restoreNotBegun', 'backups.restoreLost']

/** What came too late, or from a connection, an engine or a permit that is gone, says nothing about the tools: an error, and no refusal. */
async function wordsOfRefusal({ restore }: ToolPair, work: () => Promise<string | null>): Promise<string | null> {
  // What runs in a container of the engine's host may reach another server by the same address, or none, and that is a verdict.
  const isElsewhere = 'image' in restore
  return await work().catch((cause: unknown) => {
    if (!(cause instanceof OperatorError) || cause.problem.code === 'timeout') throw cause
    if (cause.problem.code === 'unavailable' && !(isElsewhere && UNREACHED.includes(cause.problem.said.key))) throw cause
    return [inEnglish(cause.problem.said), cause.problem.raw ?? ''].join('\n').trim()
  })
}
