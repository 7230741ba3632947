import { say } from '../../contract/said.ts'
import type { ContentProof, Contents, TableContent } from '../../domain/databases/contents.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { ConnectionSource } from './connection-source.ts'
import { type DigestPart, digestPart, digestQuery, keyRanges, lengthsQuery, roundedQuery } from './digest.ts'
import { fixSession, tableNames } from './read-structure.ts'
import { hasChecksum, type Scanned, scanOf } from './scanned-table.ts'
import { isRefusal, type Session } from './session.ts'
import { toNumber } from './to-number.ts'

// Two scans at once are what a small MetaDB can take; more would slow down each other.
const SESSIONS = 2

type Piece = DigestPart | { rows: number; proof: ContentProof }
type Work = (session: Session) => Promise<Piece>

/** Rows and proof of every table. Reads all rows, so it is asked only where content itself counts. */
export async function readContents(source: ConnectionSource, database: string, signal?: AbortSignal): Promise<Contents> {
  const works = await source.use(async (session) => {
    await openScan(session, database)
    const { tables } = await tableNames(session, database)
    const hash = await session.dialect.rowHash(session)
    const list: { table: string; work: Work }[] = []
    for (const name of tables) {
      const scanned = await scanOf(session, name, hash)
      for (const work of await worksOf(session, database, scanned)) list.push({ table: name, work })
    }
    return { tables, list }
  }, signal)
  const pieces = new Map<string, Piece[]>(works.tables.map((name) => [name, []]))
  await sideBySide(source, database, works.list, pieces, signal)
  return { database, tables: [...pieces].map(([name, parts]) => together(database, name, parts)) }
}

/** Each session takes the next piece when it has finished one; the first failure ends all. */
async function sideBySide(
  source: ConnectionSource,
  database: string,
  list: { table: string; work: Work }[],
  pieces: Map<string, Piece[]>,
  signal?: AbortSignal,
): Promise<void> {
  const failed = new AbortController()
  const stop = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal])
  const queue = [...list]
  const take = async (session: Session): Promise<void> => {
    await openScan(session, database)
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      pieces.get(next.table)?.push(await next.work(session))
    }
  }
  const sessions = Array.from({ length: Math.min(SESSIONS, list.length) }, () =>
    source.use(take, stop).catch((error: unknown) => {
      failed.abort(error)
      throw error
    }),
  )
  const refused = (await Promise.allSettled(sessions)).find((settled) => settled.status === 'rejected')
  signal?.throwIfAborted()
  if (refused !== undefined) throw failed.signal.reason
}

/** Long statements on one snapshot. */
async function openScan(session: Session, database: string): Promise<void> {
  await fixSession(session, database)
  await session.allowLongStatements()
  await session.plain('start transaction with consistent snapshot')
}

async function worksOf(session: Session, database: string, scanned: Scanned): Promise<Work[]> {
  if (hasChecksum(scanned, session.dialect)) return [(own) => checksum(own, database, scanned)]
  const { key, from } = scanned
  const whole: Work = (own) => digest(own, database, scanned, '')
  if (key === null) return [whole]
  const column = quoteIdentifier(key.name)
  const [row] = await session.plain(`select cast(min(${column}) as char) as low, cast(max(${column}) as char) as high from ${from}`)
  if (row?.['low'] == null) return [whole]
  return keyRanges(BigInt(String(row['low'])), BigInt(String(row['high']))).map(
    (range): Work =>
      (own) =>
        digest(own, database, scanned, ` where ${column} between ${range.from} and ${range.to}`),
  )
}

async function checksum(session: Session, database: string, scanned: Scanned): Promise<Piece> {
  const { columns, from } = scanned
  const [count] = await session.plain(lengthsQuery(columns, from) ?? `select count(*) as n from ${from}`)
  const rows = toNumber(count?.['n'])
  const rounded = await roundedFloats(session, database, scanned, '')
  if (rounded !== null) return { rows, proof: rounded }
  const [row] = await session.plain(`checksum table ${quoteIdentifier(scanned.name)}`)
  if (row?.['checksum'] == null) return await digest(session, database, scanned, '')
  const lengths = count?.['lengths'] == null ? '' : ` ${count['lengths']}`
  return { rows, proof: { by: 'checksum', value: `${row['checksum']}${lengths}` } }
}

async function digest(session: Session, database: string, scanned: Scanned, where: string): Promise<Piece> {
  const rounded = await roundedFloats(session, database, scanned, where)
  const part = await digestOf(session, scanned, where)
  if ('rows' in part) return rounded === null ? part : { rows: part.rows, proof: rounded }
  const [count] = await session.plain(`select count(*) as n from ${scanned.from}${where}`)
  const why = say('proofs.weak.noDigest', { table: `${database}.${scanned.name}`, error: part.refusal })
  return { rows: toNumber(count?.['n']), proof: { by: 'none', why } }
}

/** Of whole values where the server can, as backups have it that were made before there was another way; then of the hashes of long ones. */
async function digestOf(session: Session, { columns, from, hash }: Scanned, where: string): Promise<DigestPart | { refusal: string }> {
  let refusal = ''
  for (const ofLong of [undefined, hash]) {
    try {
      return digestPart((await session.plain(digestQuery(columns, from, where, hash, ofLong)))[0])
    } catch (error) {
      if (!isRefusal(error)) throw error
      refusal = String(error instanceof Error ? error.message : error)
    }
  }
  return { refusal }
}

/** A client dumps FLOAT with six digits: a table with more of them is restored, but not exactly as it was. The panel dumps all of them. */
async function roundedFloats(
  session: Session,
  database: string,
  { name, columns, from }: Scanned,
  where: string,
): Promise<ContentProof | null> {
  const sql = session.dialect.clients === null ? null : roundedQuery(columns, from, where)
  if (sql === null) return null
  const rows = toNumber((await session.plain(sql))[0]?.['n'])
  return rows === 0 ? null : { by: 'none', why: say('proofs.weak.rounded', { table: `${database}.${name}`, rows }) }
}

function together(database: string, name: string, pieces: Piece[]): TableContent {
  const rows = pieces.reduce((sum, piece) => sum + piece.rows, 0)
  let texts = 0
  let sum = 0n
  for (const piece of pieces) {
    if ('proof' in piece) return { name, rows, proof: piece.proof }
    texts += piece.texts
    sum += piece.sum
  }
  if (texts === rows) return { name, rows, proof: { by: 'digest', value: String(sum) } }
  return { name, rows, proof: { by: 'none', why: say('proofs.weak.longRow', { table: `${database}.${name}`, rows: rows - texts }) } }
}
