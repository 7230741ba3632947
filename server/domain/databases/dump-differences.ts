import { type Said, say } from '../../contract/said.ts'

interface Counted {
  name: string
  rows: number
}

/** Every way in which a dump differs from the tables it was made of; empty: it holds each table with all its rows, and no other. */
export function dumpDifferences(expected: readonly Counted[], found: readonly Counted[]): Said[] {
  const rowsInDump = new Map(found.map(({ name, rows }) => [name, rows]))
  const differences: Said[] = []
  for (const { name, rows } of expected) {
    const dumped = rowsInDump.get(name)
    if (dumped === undefined) differences.push(say('backups.differs.tableMissing', { table: name, rows }))
    else if (dumped !== rows) differences.push(say('backups.differs.rows', { table: name, expected: rows, found: dumped }))
    rowsInDump.delete(name)
  }
  for (const name of rowsInDump.keys()) differences.push(say('backups.differs.tableUnknown', { table: name }))
  return differences
}
