import { type Said, say } from '../contract/said.ts'

interface Counted {
  name: string
  rows: number
}

/** What the server said of a database, as far as a dump can answer it. */
interface Expected {
  tables: readonly Counted[]
  views: readonly { name: string }[]
}

/** What was counted in a dump file. */
interface Found {
  tables: readonly Counted[]
  views: readonly string[]
}

/** Every way in which a dump differs from the database it was made of; empty: the dump holds each table with all its rows and each view. */
export function compareInventory(expected: Expected, found: Found): Said[] {
  const rowsInDump = new Map(found.tables.map(({ name, rows }) => [name, rows]))
  const differences: Said[] = []
  for (const { name, rows } of expected.tables) {
    const dumped = rowsInDump.get(name)
    if (dumped === undefined) differences.push(say('backups.differs.tableMissing', { table: name, rows }))
    else if (dumped !== rows) differences.push(say('backups.differs.rows', { table: name, expected: rows, found: dumped }))
    rowsInDump.delete(name)
  }
  for (const name of rowsInDump.keys()) differences.push(say('backups.differs.tableUnknown', { table: name }))

  const viewsInDump = new Set(found.views)
  for (const { name } of expected.views) {
    if (!viewsInDump.delete(name)) differences.push(say('backups.differs.viewMissing', { view: name }))
  }
  for (const name of viewsInDump) differences.push(say('backups.differs.viewUnknown', { view: name }))
  return differences
}
