import { say } from '../../contract/said.ts'
import { OBJECT_KINDS, type ObjectKind, type StoredObject, type Uncarried, withFingerprint } from '../../domain/databases/structure.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { isAscii, isUtf8 } from './character-sets.ts'
import { isRefusal, type Row, type Session } from './session.ts'

/** What a list of the server says of an object before its text is read. */
export interface Listed {
  kind: ObjectKind
  name: string
  table: string | null
  definer: string | null
  databaseCollation: string | null
  order: number | null
  comment: string
}

// OceanBase has no grammar for events, older versions have none for routines: then there are none.
const NO_SUCH_LIST = new Set([1064, 1109, 1146, 1235])
// The account that a view names is gone, or may not see its tables: the view can be created again all the same.
const ONLY_ITS_DEFINER = new Set([1449])

const TEXT_COLUMN: Record<ObjectKind, string> = {
  function: 'create function',
  procedure: 'create procedure',
  view: 'create view',
  trigger: 'sql original statement',
  event: 'create event',
}

/** Everything that is stored beside the tables, in an order of creation. */
export async function listObjects(session: Session, database: string, views: string[]): Promise<Listed[]> {
  const lists: Record<ObjectKind, Listed[]> = {
    function: await listed(session, database, 'function', `show function status where db = ${literal(database)}`, 'name'),
    procedure: await listed(session, database, 'procedure', `show procedure status where db = ${literal(database)}`, 'name'),
    view: views.map((name) => ({ kind: 'view', name, table: null, definer: null, databaseCollation: null, order: null, comment: '' })),
    trigger: inOrder(await listed(session, database, 'trigger', 'show triggers', 'trigger')),
    event: await listed(session, database, 'event', 'show events', 'name'),
  }
  return OBJECT_KINDS.flatMap((kind) => lists[kind])
}

async function listed(session: Session, database: string, kind: ObjectKind, sql: string, name: string): Promise<Listed[]> {
  const rows = await session.plain(sql).catch((error: { errno?: number }): Row[] => {
    if (NO_SUCH_LIST.has(error.errno ?? 0)) return []
    throw error
  })
  const own = rows.filter((row) => row['db'] === undefined || sameName(row['db'], database))
  const objects = own.map((row) => ({
    kind,
    name: String(row[name]),
    table: kind === 'trigger' ? String(row['table']) : null,
    definer: row['definer'] == null ? null : plainAccount(String(row['definer'])),
    databaseCollation: row['database collation'] == null ? null : String(row['database collation']),
    order: null,
    comment: String(row['comment'] ?? ''),
    // Triggers of one table and moment come in the order in which they run.
    moment: `${row['timing']} ${row['event']}`,
  }))
  return kind === 'trigger' ? numbered(objects) : objects.sort(byName).map(({ moment: _, ...object }) => object)
}

function numbered(triggers: (Listed & { moment: string })[]): Listed[] {
  const counts = new Map<string, number>()
  return triggers.map(({ moment, ...trigger }) => {
    const key = `${trigger.table} ${moment}`
    const order = (counts.get(key) ?? 0) + 1
    counts.set(key, order)
    return { ...trigger, order }
  })
}

/** By table, then as they run: created in this order they run in this order. */
function inOrder(triggers: Listed[]): Listed[] {
  return triggers
    .map((trigger, place) => ({ trigger, place }))
    .sort((a, b) => compare(a.trigger.table ?? '', b.trigger.table ?? '') || a.place - b.place)
    .map(({ trigger }) => trigger)
}

/** The text and the settings of one object, or why they cannot be had. The session's database is the object's own. */
export async function readObject(session: Session, database: string, object: Listed): Promise<StoredObject | Uncarried> {
  const { kind, name } = object
  const params = { kind, object: `${database}.${name}` }
  let statement: string | null = null
  try {
    const [row] = await session.plain(`show create ${kind} ${quoteIdentifier(name)}`)
    statement = text(row, TEXT_COLUMN[kind])
    if (statement === null || statement === '') return { kind, name, why: hidden(session, params), raw: null }
    if (isMixed(object, text(row, 'character_set_client')))
      return { kind, name, why: say('proofs.uncarried.mixed', params), raw: statement }
    // The text of a view whose table is gone can be read, but not created.
    if (kind === 'view') await session.plain(`show columns from ${quoteIdentifier(name)}`).catch(unlessOnlyDefiner)
    const { dialect } = session
    const sqlMode = text(row, 'sql_mode')
    const isRoutine = kind === 'function' || kind === 'procedure'
    const taken = isRoutine ? dialect.withComment(statement, { comment: object.comment, sqlMode }) : statement
    return withFingerprint({
      kind,
      name,
      table: object.table,
      definer: object.definer ?? definerOf(statement),
      statement: dialect.asPrintedAgain(kind, taken),
      sqlMode,
      characterSetClient: text(row, 'character_set_client'),
      collationConnection: text(row, 'collation_connection'),
      databaseCollation: object.databaseCollation,
      timeZone: text(row, 'time_zone'),
      order: object.order,
    })
  } catch (error) {
    if (!isRefusal(error)) throw error
    const raw = [error instanceof Error ? error.message : String(error), ...(statement === null ? [] : [statement])].join('\n')
    return { kind, name, why: say('proofs.uncarried.broken', params), raw }
  }
}

function hidden({ dialect }: Session, { kind, object }: { kind: ObjectKind; object: string }): Uncarried['why'] {
  const isRoutine = kind === 'function' || kind === 'procedure'
  if (isRoutine) return say('proofs.uncarried.hiddenRoutine', { kind, object, grant: dialect.showRoutinesGrant })
  return say('proofs.uncarried.hidden', { kind, object })
}

/** MariaDB prints name, comment and definer in UTF-8 into a text that it then calls one of another character set: nobody can read it back. */
function isMixed({ kind, name, comment, definer }: Listed, charset: string | null): boolean {
  return kind !== 'view' && charset !== null && !isUtf8(charset) && !isAscii(`${name}${comment}${definer}`)
}

function unlessOnlyDefiner(error: { errno?: number }): void {
  if (!ONLY_ITS_DEFINER.has(error.errno ?? 0)) throw error
}

/** `user@host`, as SHOW TRIGGERS and the others spell it. */
function definerOf(statement: string): string {
  const [, user = '', host = ''] = /\bDEFINER\s*=\s*(`(?:[^`]|``)*`|[^\s@]+)@(`(?:[^`]|``)*`|\S+)/i.exec(statement) ?? []
  const bare = (name: string): string => (name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name)
  return user === '' ? 'NONE' : `${bare(user)}@${bare(host)}`
}

/** OceanBase quotes user and host of a routine, and not those of a trigger. */
function plainAccount(account: string): string {
  return account.replace(/^'(.*)'@'(.*)'$/s, '$1@$2')
}

function text(row: Row | undefined, column: string): string | null {
  const value = row?.[column] ?? null
  return value === null ? null : Buffer.isBuffer(value) ? value.toString('utf8') : String(value)
}

function literal(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

// With lower_case_table_names the server lowers names itself.
function sameName(seen: unknown, wanted: string): boolean {
  return seen === wanted || seen === wanted.toLowerCase()
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function byName(a: { name: string }, b: { name: string }): number {
  return compare(a.name, b.name)
}
