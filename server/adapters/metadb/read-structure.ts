import { say } from '../../contract/said.ts'
import { ownWords, withoutTexts } from '../../domain/databases/definition-words.ts'
import { normalizeDefinition } from '../../domain/databases/normalize-definition.ts'
import { fingerprintOf, type Structure, type TableDefinition, type Uncarried } from '../../domain/databases/structure.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { databaseMissing } from './missing-table.ts'
import { readDefaults } from './read-defaults.ts'
import { listObjects, readObject } from './read-objects.ts'
import type { Session } from './session.ts'

const BASE_TABLES = new Set(['BASE TABLE', 'SYSTEM VERSIONED'])
const NO_DATABASE = 1049
const NOT_THERE = new Set([1064, 1109, 1146])
// The history is kept by numbers of transactions, which mean nothing on another server or after a restore.
const BY_TRANSACTIONS = /\bbigint\b[^,\n]* GENERATED ALWAYS AS ROW START\b/i
// A dump of these has a definition and no rows.
const ENGINES_WITHOUT_ROWS = /\bENGINE\s*=\s*(MRG_MyISAM|FEDERATED)\b/i

/** What the database is made of, out of the catalogue alone: no row is read. */
export async function readStructure(session: Session, database: string): Promise<Structure> {
  await fixSession(session, database)
  const names = await tableNames(session, database)
  const tables: TableDefinition[] = []
  for (const name of names.tables) tables.push(await readTable(session, database, name))
  const structure: Structure = {
    database,
    ...(await readDefaults(session, database)),
    tables,
    objects: [],
    uncarried: [...names.others, ...(await otherRoutines(session, database)), ...tables.flatMap((table) => refusedTable(database, table))],
  }
  for (const listed of await listObjects(session, database, names.views)) {
    const object = await readObject(session, database, listed)
    if ('why' in object) structure.uncarried.push(object)
    else structure.objects.push(object)
  }
  return structure
}

/** Definitions are printed by the settings of the session that asks: names in backticks, moments in UTC. */
export async function fixSession(session: Session, database: string): Promise<void> {
  await session.plain("set session sql_mode = '', time_zone = '+00:00'")
  await session.plain('set session sql_quote_show_create = 1').catch((error: { errno?: number }) => {
    if (error.errno !== 1193) throw error
  })
  await session.plain(`use ${quoteIdentifier(database)}`).catch((error: { errno?: number }) => {
    throw error.errno === NO_DATABASE ? databaseMissing(database) : error
  })
}

export async function tableNames(session: Session, database: string): Promise<{ tables: string[]; views: string[]; others: Uncarried[] }> {
  const rows = (await session.plain('show full tables')).map((row) => {
    const type = String(row['table_type'])
    const [, name] = Object.entries(row).find(([column]) => column !== 'table_type') ?? []
    return { name: String(name), type }
  })
  rows.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const others = rows.filter(({ type }) => !BASE_TABLES.has(type) && type !== 'VIEW')
  return {
    tables: rows.filter(({ type }) => BASE_TABLES.has(type)).map(({ name }) => name),
    views: rows.filter(({ type }) => type === 'VIEW').map(({ name }) => name),
    others: others.map(({ name, type }) => unknownKind(database, name, type.toLowerCase())),
  }
}

async function readTable(session: Session, database: string, name: string): Promise<TableDefinition> {
  const [row] = await session.plain(`show create table ${quoteIdentifier(name)}`)
  const definition = normalizeDefinition(String(row?.['create table']), { database, ignored: session.dialect.storageClauses })
  return { name, definition, fingerprint: fingerprintOf(definition) }
}

/** Packages of MariaDB and libraries of MySQL; a server without them does not know the question. */
async function otherRoutines(session: Session, database: string): Promise<Uncarried[]> {
  const questions = [
    "select routine_name as name, lower(routine_type) as kind from information_schema.routines where routine_schema = ? and routine_type not in ('PROCEDURE', 'FUNCTION')",
    "select library_name as name, 'library' as kind from information_schema.libraries where library_schema = ?",
  ]
  const found = []
  for (const question of questions) {
    const rows = await session.rows(question, [database]).catch((error: { errno?: number }) => {
      if (NOT_THERE.has(error.errno ?? 0)) return []
      throw error
    })
    found.push(...rows.map((row) => unknownKind(database, String(row['name']), String(row['kind']))))
  }
  return found
}

function unknownKind(database: string, name: string, kind: string): Uncarried {
  return { kind, name, why: say('proofs.uncarried.kind', { kind, object: `${database}.${name}` }), raw: null }
}

function refusedTable(database: string, { name, definition }: TableDefinition): Uncarried[] {
  const table = `${database}.${name}`
  const words = ownWords(definition)
  const engine = ENGINES_WITHOUT_ROWS.exec(words)?.[1]
  const foreign = /\bREFERENCES (`(?:[^`]|``)+`\.`(?:[^`]|``)+`)/.exec(withoutTexts(definition))?.[1]
  const refuse = (why: Uncarried['why']): Uncarried => ({ kind: 'table', name, why, raw: definition })
  return [
    ...(engine === undefined ? [] : [refuse(say('proofs.uncarried.engine', { table, engine }))]),
    ...(BY_TRANSACTIONS.test(words) ? [refuse(say('proofs.uncarried.versioning', { table }))] : []),
    ...(foreign === undefined ? [] : [refuse(say('proofs.uncarried.foreignKey', { table, foreign: foreign.replaceAll('`', '') }))]),
  ]
}
