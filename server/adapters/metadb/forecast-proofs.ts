import { type Said, say } from '../../contract/said.ts'
import { byteSize } from '../../domain/byte-size.ts'
import { digestQuery, longestText } from './digest.ts'
import { fixSession, tableNames } from './read-structure.ts'
import { hasChecksum, type Scanned, scanOf } from './scanned-table.ts'
import { isRefusal, type Session } from './session.ts'
import { toNumber } from './to-number.ts'

/** Tables whose content may not be provable here, and why, as far as definitions and the server's limits tell. Reads no row. */
export async function forecastProofs(session: Session, database: string): Promise<Said[]> {
  await fixSession(session, database)
  const [limit] = await session.plain("show session variables like 'max\\_allowed\\_packet'")
  const packet = toNumber(limit?.['value'])
  const hash = await session.dialect.rowHash(session)
  const weak: Said[] = []
  for (const name of (await tableNames(session, database)).tables) {
    weak.push(...(await weakness(session, { database, scanned: await scanOf(session, name, hash), packet })))
  }
  return weak
}

interface Asked {
  database: string
  scanned: Scanned
  packet: number
}

/** At most one reason a table, the one that is certain first. */
async function weakness(session: Session, { database, scanned, packet }: Asked): Promise<Said[]> {
  const { columns } = scanned
  const table = `${database}.${scanned.name}`
  const isDigested = !hasChecksum(scanned, session.dialect)
  const refused = isDigested ? await digestRefused(session, scanned) : null
  if (refused !== null) return [say('proofs.weak.noDigest', { table, error: refused })]
  // Only a client rounds them.
  const floats = session.dialect.clients === null ? [] : columns.filter(({ type }) => /^float/i.test(type)).map(({ name }) => name)
  if (floats.length > 0) return [say('proofs.mayBeWeak.rounded', { table, columns: floats.join(', ') })]
  if (!isDigested || packet === 0 || longestText(columns) <= packet) return []
  return [say('proofs.mayBeWeak.longRow', { table, packet: byteSize(packet) })]
}

/** The very statement of the proof, over no row: whether this server can compute it for these columns. */
async function digestRefused(session: Session, { columns, from, hash }: Scanned): Promise<string | null> {
  try {
    await session.plain(digestQuery(columns, from, ' where 1 = 0', hash))
    return null
  } catch (error) {
    if (!isRefusal(error)) throw error
    return error instanceof Error ? error.message : String(error)
  }
}
