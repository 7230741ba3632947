import { say } from '../../contract/said.ts'
import { isDroppedWhenOver, isOnlyOver } from '../../domain/databases/event-moments.ts'
import { isCollation } from '../../domain/databases/is-collation.ts'
import type { ObjectKind, StoredObject } from '../../domain/databases/structure.ts'
import { inEnglish } from '../../domain/in-english.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { OperatorError } from '../../errors.ts'
import { setDefaults } from './beside-databases.ts'
import { isAscii, isUtf8 } from './character-sets.ts'
import type { ConnectionSource } from './connection-source.ts'
import { readDefaults } from './read-defaults.ts'
import { listObjects, readObject } from './read-objects.ts'
import { fixSession } from './read-structure.ts'
import type { Session } from './session.ts'

const UNKNOWN_VARIABLE = 1193
const LOCK_WAIT_SECONDS = 60
const SETTING = /^[\w,/+: -]*$/

type Found = 'same' | 'missing' | { raw: string }

/**
 * Creates the object again as one statement through the driver, under the settings it was made with, and reads it back. No client
 * program parses its text. One that is there already, exactly so, is left alone; another one of this name is a conflict. One that reads back in
 * another way does not stay: the next try would take it for somebody else's.
 */
export async function createObject(source: ConnectionSource, database: string, object: StoredObject): Promise<void> {
  const params = { kind: object.kind, object: `${database}.${object.name}` }
  const before = await source.use((session) => find(session, database, object))
  if (before === 'same') return
  if (before !== 'missing') throw new OperatorError('conflict', say('metadb.objectExists', params), before)

  const bytes = await source.use((session) => encoded(session, params, object))
  // In a session of latin1 the driver sends each character as its byte: so a text can be one of any character set.
  await source.use((session) => create(session, database, object, bytes), undefined, bytes === null ? 'utf8mb4' : 'latin1')
  const after = await source.use((session) => find(session, database, object))
  if (after === 'same' || (after === 'missing' && isDroppedWhenOver(object))) return
  if (after !== 'missing') await source.use((session) => dropObject(session, database, object))
  throw new OperatorError('refused', say('metadb.objectDiffers', params), after === 'missing' ? {} : after)
}

export async function dropObject(session: Session, database: string, { kind, name }: { kind: ObjectKind; name: string }): Promise<void> {
  await session.plain(`use ${quoteIdentifier(database)}`)
  await session.limitLockWait(LOCK_WAIT_SECONDS)
  await session.plain(`drop ${kind} if exists ${quoteIdentifier(name)}`)
}

async function create(session: Session, database: string, object: StoredObject, bytes: Buffer | null): Promise<void> {
  const { databaseCollation } = object
  const defaults = await readDefaults(session, database)
  const isOther = databaseCollation !== null && databaseCollation !== defaults.collation
  await session.limitLockWait(LOCK_WAIT_SECONDS)
  // Texts inside a routine have the default collation that its database had when it was made, and no statement can say that.
  if (isOther) await setDefaults(session, database, { characterSet: databaseCollation.split('_')[0] ?? '', collation: databaseCollation })
  try {
    await session.plain(`use ${quoteIdentifier(database)}`)
    // Otherwise the driver hears of the new character set and converts what it sends by tables of its own.
    await session.plain("set session session_track_system_variables = ''").catch((error: { errno?: number }) => {
      if (error.errno !== UNKNOWN_VARIABLE) throw error
    })
    await session.plain(`set session ${settings(object).join(', ')}`)
    if (bytes !== null) await session.plain(bytes.toString('latin1'))
    else
      await session.plain((await isOwn(session, object)) ? session.dialect.ownStatement(object.kind, object.statement) : object.statement)
  } finally {
    if (isOther) await setDefaults(session, database, defaults)
  }
}

async function isOwn(session: Session, { definer }: StoredObject): Promise<boolean> {
  const [row] = await session.plain('select current_user() as account')
  return row?.['account'] === definer
}

function settings(object: StoredObject): string[] {
  const values = {
    sql_mode: object.sqlMode ?? '',
    time_zone: object.timeZone,
    character_set_client: object.characterSetClient,
    collation_connection: isCollation(object.collationConnection) ? object.collationConnection : null,
  }
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === null) return []
    if (!SETTING.test(value)) throw new OperatorError('bad-input', say('metadb.impossibleSetting', { name, value: value.slice(0, 80) }))
    return [`${name} = '${value}'`]
  })
}

/** The text in the character set it was made in, as the server itself writes it; null where its bytes are those of UTF-8. */
async function encoded(session: Session, params: { kind: string; object: string }, object: StoredObject): Promise<Buffer | null> {
  const { characterSetClient: charset, statement } = object
  if (charset === null || isUtf8(charset) || isAscii(statement)) return null
  if (!/^\w+$/.test(charset))
    throw new OperatorError('bad-input', say('metadb.impossibleSetting', { name: 'character_set_client', value: charset }))
  const sql = `select cast(convert(? using ${charset}) as binary) as bytes, convert(convert(? using ${charset}) using utf8mb4) as back`
  const [row] = await session.rows(sql, [statement, statement])
  const bytes = row?.['bytes']
  if (Buffer.isBuffer(bytes) && row?.['back'] === statement) return bytes
  throw new OperatorError('refused', say('metadb.objectNotEncodable', { ...params, charset }))
}

async function find(session: Session, database: string, wanted: StoredObject): Promise<Found> {
  await fixSession(session, database)
  const views = wanted.kind === 'view' ? await viewNames(session) : []
  const listed = (await listObjects(session, database, views)).find(({ kind, name }) => kind === wanted.kind && name === wanted.name)
  if (listed === undefined) return 'missing'
  const found = await readObject(session, database, listed)
  if ('why' in found) return { raw: found.raw ?? inEnglish(found.why) }
  const parts = [
    'table',
    'definer',
    'statement',
    'sqlMode',
    'characterSetClient',
    'collationConnection',
    'databaseCollation',
    'timeZone',
  ] as const
  const different = parts.filter((part) => found[part] !== wanted[part] && !(part === 'statement' && isOnlyOver(wanted, found)))
  if (different.length === 0) return 'same'
  return { raw: different.map((part) => `${part}\n- ${wanted[part]}\n+ ${found[part]}`).join('\n') }
}

async function viewNames(session: Session): Promise<string[]> {
  const rows = await session.plain("show full tables where table_type = 'VIEW'")
  return rows.map((row) => String(Object.entries(row).find(([column]) => column !== 'table_type')?.[1]))
}
