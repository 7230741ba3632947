import { expect, test } from 'vitest'
import { inventoryDifferences } from './inventory-differences.ts'

const NOTED = {
  characterSet: 'utf8mb4',
  collation: 'utf8mb4_bin',
  tables: [
    { name: 'a', rows: 3, checksum: '17' },
    { name: 'b', rows: 0, checksum: null },
  ],
  views: [{ name: 'v' }],
  triggers: [{ name: 't' }],
  routines: [],
  events: [],
}

test('equal inventories have no differences; a checksum that one side cannot tell does not count', () => {
  expect(
    inventoryDifferences(NOTED, {
      ...NOTED,
      tables: [
        { name: 'a', rows: 3, checksum: null },
        { name: 'b', rows: 0, checksum: '5' },
      ],
    }),
  ).toEqual([])
})

// A restore that loses a character set or a trigger "works" until the first Chinese table name or the first insert.
test.each([
  ['character set', { characterSet: 'latin1' }],
  ['collation', { collation: 'utf8mb4_general_ci' }],
  [
    'rows of a',
    {
      tables: [
        { name: 'a', rows: 2, checksum: '17' },
        { name: 'b', rows: 0, checksum: null },
      ],
    },
  ],
  [
    'checksum of a',
    {
      tables: [
        { name: 'a', rows: 3, checksum: '18' },
        { name: 'b', rows: 0, checksum: null },
      ],
    },
  ],
  ['table b is missing', { tables: [{ name: 'a', rows: 3, checksum: '17' }] }],
  ['table c was not there', { tables: [...NOTED.tables, { name: 'c', rows: 0, checksum: null }] }],
  ['views', { views: [] }],
  ['triggers', { triggers: [] }],
])('%s is told', (what, change) => {
  const [first, ...more] = inventoryDifferences(NOTED, { ...NOTED, ...change })
  expect(first).toContain(what)
  expect(more).toEqual([])
})
