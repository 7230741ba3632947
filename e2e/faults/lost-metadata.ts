import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, createReadStream, openSync, readdirSync, readSync, statSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { placeOf, type Referee } from '../harness/referee.ts'
import { ask, identifier, literal } from '../referee/ask.ts'
import { databaseDifferences } from '../referee/compare-databases.ts'
import { databasePicture } from '../referee/database-picture.ts'
import type { DumpTool } from '../referee/dump.ts'
import { type Exception, OMS_LIVES, TICKING } from '../referee/exceptions.ts'
import { type Login, withOptionFile } from '../referee/login.ts'
import type { DatabasePicture } from '../referee/table-picture.ts'
import type { SandboxState } from '../sandbox/state.ts'

/**
 * Databases of the first picture that are neither in the MetaDB nor in a dump from which the command line client makes them again.
 * Whatever the panel notes about its dumps is not asked.
 */
export function metadataWatch(sandbox: SandboxState, backupFolder: string, referee: Referee) {
  const { metaDb, databases, by } = placeOf(sandbox)
  const { host, port, admin } = sandbox.metaDb ?? { ...metaDb, admin: metaDb }
  // The server that the panel knows: one behind it may not take what that one prints.
  const front = { host, port, ...admin }
  const before = referee.before().databases
  const isSame = (database: string, now: DatabasePicture) => sameTables(before[database], now, [...OMS_LIVES, ...referee.exceptions])
  /** Dumps that were tried already, by file and time: the same bytes give the same tables. */
  const tried = new Map<string, boolean>()

  async function isThere(database: string): Promise<boolean> {
    const now = await databasePicture(metaDb, database, TICKING, by).catch(() => null)
    return now !== null && isSame(database, now)
  }

  async function isIn(file: string, database: string): Promise<boolean> {
    const { ino, size, mtimeMs } = statSync(file)
    const mark = `${database} ${ino} ${size} ${mtimeMs}`
    const known = tried.get(mark)
    if (known !== undefined) return known
    const isGood = await restored({ front, metaDb, by }, file, before[database]?.options ?? '').then(
      (picture) => picture !== null && isSame(database, picture),
    )
    tried.set(mark, isGood)
    return isGood
  }

  return {
    async lost(): Promise<string[]> {
      const lost: string[] = []
      for (const database of databases) {
        if (await isThere(database)) continue
        let isSaved = false
        for (const file of dumpsOf(backupFolder, database)) isSaved ||= await isIn(file, database)
        if (!isSaved) lost.push(database)
      }
      return lost
    },
  }
}

/** Tables only: a dump of rows says nothing of triggers and routines, which the comparison at the end looks at. */
function sameTables(old: DatabasePicture | undefined, now: DatabasePicture, exceptions: Exception[]): boolean {
  if (old === undefined) return false
  const tables = (picture: DatabasePicture) => ({ it: { ...picture, views: {}, objects: '', options: '' } })
  return databaseDifferences(tables(old), tables(now), exceptions).length === 0
}

/** Finished dumps of this database, as their own first lines say: those of a dump tool, or of the panel's own dump. */
function dumpsOf(folder: string, database: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sql'))
  const signs = [`Database: ${database}\n`, `\n-- {"database":${JSON.stringify(database)},`]
  return files
    .map((name) => path.join(folder, name))
    .filter((file) => {
      const text = beginning(file)
      return signs.some((sign) => text.includes(sign))
    })
}

function beginning(file: string): string {
  const bytes = Buffer.alloc(1000)
  const handle = openSync(file, 'r')
  try {
    return bytes.toString('utf8', 0, readSync(handle, bytes))
  } finally {
    closeSync(handle)
  }
}

/** What the client makes of a dump in a database of its own; null where it ends with an error. */
async function restored(
  { front, metaDb: login, by }: { front: Login; metaDb: Login; by: DumpTool | 'client' | undefined },
  file: string,
  options: string,
) {
  const scratch = `referee_${randomBytes(6).toString('hex')}`
  const collation = /DEFAULT CHARACTER SET (= )?\w+( (DEFAULT )?COLLATE (= )?\w+)?/.exec(options)?.[0] ?? ''
  await ask(login, `create database ${identifier(scratch)} ${collation}`)
  try {
    if ((await fed(front, file, scratch)) !== 0) return null
    const views = await ask(login, `select table_name from information_schema.views where table_schema = ${literal(scratch)}`)
    for (const [view = ''] of views) await ask(login, `drop view ${identifier(scratch)}.${identifier(view)}`)
    return await databasePicture(login, scratch, [], by).catch(() => null)
  } finally {
    await ask(login, `drop database ${identifier(scratch)}`)
  }
}

async function fed(login: Login, file: string, database: string): Promise<number | null> {
  return await withOptionFile(login, async (account) => {
    const args = [account, '--local-infile=0', '--default-character-set=utf8mb4', `--database=${database}`]
    const client = spawn('mysql', args, { stdio: ['pipe', 'ignore', 'ignore'] })
    const ended = once(client, 'close')
    await pipeline(createReadStream(file), client.stdin).catch(() => {})
    const [code] = (await ended) as [number | null]
    return code
  })
}
