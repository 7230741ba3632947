import type { Exception } from './exceptions.ts'
import { textOf } from './insert-line.ts'
import type { DatabasePicture, TablePicture } from './table-picture.ts'
import { shortened, textDiff } from './text-diff.ts'

export type Databases = Record<string, DatabasePicture>

/** Every difference as text: definitions, rows, next numbers, stored objects, options. Empty: nothing was lost and nothing came. */
export function databaseDifferences(before: Databases, after: Databases, exceptions: Exception[] = []): string[] {
  return [
    ...definitionDifferences(before, after),
    ...inBoth(before, after, (database, old, now) => rowDifferences(database, old, now, exceptions)),
  ]
}

/** Everything but rows and next numbers. */
export function definitionDifferences(before: Databases, after: Databases): string[] {
  const missing = (from: Databases, one: Databases, sign: string) =>
    Object.keys(from).flatMap((database) => (database in one ? [] : [`${sign} database ${database}`]))
  const inEach = inBoth(before, after, (database, old, now) => [
    ...section(`${database}: options`, textDiff(old.options, now.options)),
    ...named(`${database}: table`, definitions(old.tables), definitions(now.tables)),
    ...named(`${database}: view`, old.views, now.views),
    ...section(`${database}: triggers, routines, events`, textDiff(old.objects, now.objects)),
  ])
  return [...missing(before, after, '-'), ...missing(after, before, '+'), ...inEach]
}

/** Rows of before that are gone or changed, in the columns that both schemas have; for an upgrade, whose init adds to what is there. */
export function lostRows(before: Databases, after: Databases, exceptions: Exception[] = []): string[] {
  return inBoth(before, after, (database, old, now) =>
    Object.entries(old.tables).flatMap(([name, table]) => {
      const other = now.tables[name]
      // Whether it may be gone is told by its definition.
      if (other === undefined) return []
      const kept = table.columns.filter((column) => other.columns.includes(column))
      const isEmpty = other.rows.length === 0
      const [one, two] = isEmpty ? [table, other] : [only(table, kept), only(other, kept)]
      return differences(`${database}: table ${name}`, one, two, [...exceptions, { table: name, rows: 'added', reason: '' }], name)
    }),
  )
}

function only(table: TablePicture, columns: string[]): TablePicture {
  const places = columns.map((column) => table.columns.indexOf(column))
  return { ...table, columns, rows: table.rows.map((row) => places.map((place) => row[place] ?? '')) }
}

function inBoth(
  before: Databases,
  after: Databases,
  look: (database: string, old: DatabasePicture, now: DatabasePicture) => string[],
): string[] {
  return Object.keys(before).flatMap((database) => {
    const [old, now] = [before[database], after[database]]
    return old === undefined || now === undefined ? [] : look(database, old, now)
  })
}

const definitions = (tables: Record<string, TablePicture>) =>
  Object.fromEntries(Object.entries(tables).map(([name, { definition }]) => [name, definition]))

function named(title: string, old: Record<string, string>, now: Record<string, string>): string[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name) => {
    const [one, other] = [old[name], now[name]]
    if (one === undefined) return [`+ ${title} ${name}`]
    if (other === undefined) return [`- ${title} ${name}`]
    return section(`${title} ${name}`, textDiff(one, other))
  })
}

function rowDifferences(database: string, old: DatabasePicture, now: DatabasePicture, exceptions: Exception[]): string[] {
  return Object.entries(old.tables).flatMap(([name, table]) => {
    const other = now.tables[name]
    if (other === undefined) return []
    const title = `${database}: table ${name}`
    const mayGrow = exceptions.some((exception) => exception.table === name && exception.isCounting)
    const [from, to] = [table.nextNumber ?? 1, other.nextNumber ?? 1]
    const isRight = mayGrow ? to >= from : to === from
    const numbers = isRight ? [] : section(`${title}: next number`, [`- ${from}`, `+ ${to}`])
    const floats = signed(without(table.floats, other.floats), without(other.floats, table.floats))
    return [...numbers, ...section(`${title}: exact numbers`, floats), ...differences(title, table, other, exceptions, name)]
  })
}

function differences(title: string, old: TablePicture, now: TablePicture, all: Exception[], name: string): string[] {
  const exceptions = all.filter(({ table }) => table === name)
  if (exceptions.some(({ rows }) => rows === 'any')) return []
  const [before, after] = [masked(old, exceptions), masked(now, exceptions)]
  const gone = without(before, after)
  const come = exceptions.some(({ rows }) => rows === 'added') ? [] : without(after, before)
  if (gone.length + come.length === 0) return []
  const columns = (gone.length > 0 ? old : now).columns.join(', ')
  return section(`${title}: ${gone.length} rows gone, ${come.length} came (${columns})`, signed(gone, come))
}

function masked({ columns, rows }: TablePicture, exceptions: Exception[]): string[] {
  return rows.map((row) => {
    const hidden = exceptions.filter(({ where }) => where === undefined || textOf(row[columns.indexOf(where.column)] ?? '') === where.text)
    const names = new Set(hidden.flatMap(({ columns: named = [] }) => named))
    return row.map((value, place) => (names.has(columns[place] ?? '') ? '*' : value)).join(', ')
  })
}

/** As often as it stands in the one and not in the other: without a key, a row may be there twice. */
function without(rows: string[], others: string[]): string[] {
  const left = new Map<string, number>()
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1)
  return rows.filter((row) => {
    const count = left.get(row) ?? 0
    left.set(row, count - 1)
    return count <= 0
  })
}

const signed = (gone: string[], come: string[]) => [
  ...shortened(gone.map((row) => `- ${row}`)),
  ...shortened(come.map((row) => `+ ${row}`)),
]

const section = (title: string, lines: string[]): string[] => (lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)])
