import { expect, test } from 'vitest'
import { dumpDifferences } from './dump-differences.ts'

const server = [
  { name: 'a', rows: 2 },
  { name: 'b', rows: 0 },
]

test('a dump that holds everything differs in nothing', () => {
  expect(dumpDifferences(server, [...server].reverse())).toEqual([])
})

// A dump cut at the end of a statement restores without an error, with tables missing.
test('a missing table is found even where it has no rows', () => {
  expect(dumpDifferences(server, [{ name: 'a', rows: 2 }])).toEqual([
    { key: 'backups.differs.tableMissing', params: { table: 'b', rows: 0 } },
  ])
})

test('fewer rows and more rows are both found', () => {
  const dump = [
    { name: 'a', rows: 1 },
    { name: 'b', rows: 1 },
  ]
  expect(dumpDifferences(server, dump)).toEqual([
    { key: 'backups.differs.rows', params: { table: 'a', expected: 2, found: 1 } },
    { key: 'backups.differs.rows', params: { table: 'b', expected: 0, found: 1 } },
  ])
})

test('a foreign table is found', () => {
  expect(dumpDifferences(server, [...server, { name: 'x', rows: 0 }]).map(({ key }) => key)).toEqual(['backups.differs.tableUnknown'])
})

test('names differ by case and by what JavaScript objects know themselves', () => {
  const tables = [
    { name: 'constructor', rows: 1 },
    { name: 'A', rows: 1 },
  ]
  const dump = [
    { name: 'a', rows: 1 },
    { name: 'constructor', rows: 1 },
  ]
  expect(dumpDifferences(tables, dump)).toHaveLength(2)
})
