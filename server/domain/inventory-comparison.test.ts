import { expect, test } from 'vitest'
import { compareInventory } from './inventory-comparison.ts'

const server = {
  tables: [
    { name: 'a', rows: 2 },
    { name: 'b', rows: 0 },
  ],
  views: [{ name: 'v' }],
}

test('a dump that holds everything differs in nothing', () => {
  expect(compareInventory(server, { tables: [...server.tables].reverse(), views: ['v'] })).toEqual([])
})

// A dump cut at the end of a statement restores without an error, with tables missing.
test('a missing table is found even where it has no rows', () => {
  expect(compareInventory(server, { tables: [{ name: 'a', rows: 2 }], views: ['v'] })).toEqual([
    { key: 'backups.differs.tableMissing', params: { table: 'b', rows: 0 } },
  ])
})

test('fewer rows and more rows are both found', () => {
  const dump = {
    tables: [
      { name: 'a', rows: 1 },
      { name: 'b', rows: 1 },
    ],
    views: ['v'],
  }
  expect(compareInventory(server, dump)).toEqual([
    { key: 'backups.differs.rows', params: { table: 'a', expected: 2, found: 1 } },
    { key: 'backups.differs.rows', params: { table: 'b', expected: 0, found: 1 } },
  ])
})

test('a missing view, a foreign table and a foreign view are found', () => {
  const dump = { tables: [...server.tables, { name: 'x', rows: 0 }], views: ['w'] }
  expect(compareInventory(server, dump).map(({ key }) => key)).toEqual([
    'backups.differs.tableUnknown',
    'backups.differs.viewMissing',
    'backups.differs.viewUnknown',
  ])
})

test('names differ by case and by what JavaScript objects know themselves', () => {
  const tables = [
    { name: 'constructor', rows: 1 },
    { name: 'A', rows: 1 },
  ]
  expect(
    compareInventory(
      { tables, views: [] },
      {
        tables: [
          { name: 'a', rows: 1 },
          { name: 'constructor', rows: 1 },
        ],
        views: [],
      },
    ),
  ).toHaveLength(2)
})
