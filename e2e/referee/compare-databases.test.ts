import { expect, test } from 'vitest'
import { databaseDifferences, lostRows } from './compare-databases.ts'
import type { DatabasePicture, TablePicture } from './table-picture.ts'

const table = (more: Partial<TablePicture>): TablePicture => ({
  ...{
    definition: 'CREATE TABLE `t`',
    floats: [],
    nextNumber: 3,
    columns: ['id', 'a'],
    rows: [
      ['1', "'x'"],
      ['2', "'y'"],
    ],
  },
  ...more,
})
const world = (tables: Record<string, TablePicture>, more: Partial<DatabasePicture> = {}) => ({
  rm: { options: 'CREATE DATABASE', tables, views: {}, objects: '', ...more },
})
const before = world({ t: table({}) })

test('the same world has no differences, in whatever order a table without a key gives its rows', () => {
  expect(
    databaseDifferences(
      before,
      world({
        t: table({
          rows: [
            ['2', "'y'"],
            ['1', "'x'"],
          ],
        }),
      }),
    ),
  ).toEqual([])
})

test('a row that is there twice is not the row that is there once', () => {
  const twice = world({
    t: table({
      rows: [
        ['1', "'x'"],
        ['2', "'y'"],
        ['2', "'y'"],
      ],
    }),
  })
  expect(databaseDifferences(before, twice).join('\n')).toContain('0 rows gone, 1 came')
})

// An exception that covers more than it names hides what was lost.
test('an exception excuses its own columns and rows and nothing else', () => {
  const after = world({
    t: table({
      nextNumber: 5,
      rows: [
        ['1', "'x'"],
        ['2', "'z'"],
        ['4', "'new'"],
      ],
    }),
  })
  const found = (...exceptions: Parameters<typeof databaseDifferences>[2] & object) =>
    databaseDifferences(before, after, exceptions).join('\n')
  expect(found()).toMatch(/next number\n {2}- 3\n {2}\+ 5\nrm: table t: 1 rows gone, 2 came/)
  expect(found({ table: 't', columns: ['a'], reason: '' })).toMatch(/next number[\s\S]*0 rows gone, 1 came/)
  expect(found({ table: 't', columns: ['a'], where: { column: 'a', text: 'y' }, reason: '' })).toContain('1 rows gone, 2 came')
  expect(found({ table: 't', columns: ['a'], rows: 'added', isCounting: true, reason: '' })).toBe('')
  expect(found({ table: 'other', rows: 'any', isCounting: true, reason: '' })).toBe(found())
})

test('a counting table may count on but never back', () => {
  const back = world({ t: table({ nextNumber: 2 }) })
  expect(databaseDifferences(before, back, [{ table: 't', rows: 'any', isCounting: true, reason: '' }])).not.toEqual([])
})

test('after an upgrade only rows of before count, in the columns that are still there', () => {
  const after = (rows: string[][]) => world({ t: table({ columns: ['id', 'b'], rows }), more: table({}) })
  expect(
    lostRows(
      before,
      after([
        ['1', '0'],
        ['2', '0'],
        ['9', '0'],
      ]),
    ),
  ).toEqual([])
  expect(lostRows(before, after([['1', '0']])).join('\n')).toContain('1 rows gone')
  expect(lostRows(before, after([])).join('\n')).toContain('2 rows gone')
})

test('a missing database, table or view and another option are named', () => {
  expect(databaseDifferences(before, {})).toEqual(['- database rm'])
  expect(databaseDifferences(before, world({}))).toEqual(['- rm: table t'])
  expect(databaseDifferences(before, world({ t: table({}) }, { views: { v: 'select 1' }, options: 'CREATE DATABASE latin1' }))).toEqual([
    'rm: options',
    '  - CREATE DATABASE',
    '  + CREATE DATABASE latin1',
    '+ rm: view v',
  ])
})
