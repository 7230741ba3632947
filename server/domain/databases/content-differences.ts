import { say } from '../../contract/said.ts'
import type { Comparison } from './comparison.ts'
import type { Contents, TableContent } from './contents.ts'

/** Every table whose rows or values are not those of then, and every table whose sameness nothing proves. */
export function contentDifferences(then: Contents, now: Contents): Comparison {
  const found = new Map(now.tables.map((table) => [table.name, table]))
  const comparison: Comparison = { differences: [], weak: [] }
  for (const before of then.tables) {
    const after = found.get(before.name)
    found.delete(before.name)
    if (after === undefined) comparison.differences.push(say('proofs.differs.tableMissing', { table: `${then.database}.${before.name}` }))
    else compareTable(`${then.database}.${before.name}`, before, after, comparison)
  }
  for (const name of found.keys()) comparison.differences.push(say('proofs.differs.tableAdded', { table: `${then.database}.${name}` }))
  return comparison
}

function compareTable(table: string, before: TableContent, after: TableContent, { differences, weak }: Comparison): void {
  if (before.rows !== after.rows) {
    differences.push(say('proofs.differs.rows', { table, before: before.rows, after: after.rows }))
    return
  }
  for (const { proof } of [before, after]) {
    if (proof.by !== 'none') continue
    weak.push(proof.why)
    return
  }
  if (before.proof.by === 'none' || after.proof.by === 'none') return
  if (before.proof.by !== after.proof.by) weak.push(say('proofs.weak.otherMethod', { table }))
  else if (!isSame(before.proof.value, after.proof.value)) differences.push(say('proofs.differs.content', { table, rows: after.rows }))
}

/** Behind the checksum stand the lengths of the values (METADB.md), which backups of earlier versions do not have. */
function isSame(before: string, after: string): boolean {
  const [sum, lengths = null] = before.split(' ')
  const [sumNow, lengthsNow = null] = after.split(' ')
  return sum === sumNow && (lengths === lengthsNow || lengths === null || lengthsNow === null)
}
