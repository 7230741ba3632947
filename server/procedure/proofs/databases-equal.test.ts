import { expect, test } from 'vitest'
import type { SavedDatabase } from '../../domain/databases/backup-manifest.ts'
import { verdictOf } from '../../domain/databases/comparison.ts'
import { fingerprintOf, type Structure } from '../../domain/databases/structure.ts'
import type { MetaDbReader } from '../ports/metadb.ts'
import { compareWithBackup } from './databases-equal.ts'

const definition = (text: string) => ({ name: 'a', definition: text, fingerprint: fingerprintOf(text) })
const structure: Structure = {
  database: 'rm',
  characterSet: 'utf8mb4',
  collation: 'utf8mb4_bin',
  tables: [definition('CREATE TABLE `a` (`id` int)')],
  objects: [],
  uncarried: [],
}
const tables = [{ name: 'a', rows: 2, proof: { by: 'checksum' as const, value: '7' } }]
const saved: SavedDatabase = {
  inventory: { database: 'rm', characterSet: 'utf8mb4', collation: 'utf8mb4_bin', tables },
  structure,
  objectNames: [],
  dump: { file: 'rm.sql', bytes: 1, sha256: 'ab' },
  objects: null,
}

function server(change: Partial<Structure> = {}, value = '7') {
  const reader: Pick<MetaDbReader, 'structure' | 'contents'> = {
    structure: async () => ({ ...structure, ...change }),
    contents: async (database) => ({ database, tables: tables.map((table) => ({ ...table, proof: { by: 'checksum', value } })) }),
  }
  return reader
}

test('equal needs definitions and contents to be those of the backup', async () => {
  expect(verdictOf(await compareWithBackup(server(), saved))).toBe('equal')
  expect(verdictOf(await compareWithBackup(server({ tables: [definition('CREATE TABLE `a` (`id` int, `x` int)')] }), saved))).toBe(
    'different',
  )
  expect(verdictOf(await compareWithBackup(server({}, '8'), saved))).toBe('different')
})

// It can be rolled back to, but nothing says that its definitions came back: never called equal.
test('a backup of an earlier version is a weak proof, and a missing view or another collation still a difference', async () => {
  const earlier = { ...saved, structure: null }
  expect(await compareWithBackup(server(), earlier)).toEqual({
    differences: [],
    weak: [{ key: 'proofs.weak.noDefinitions', params: { database: 'rm' } }],
  })
  const withView = { ...earlier, objectNames: [{ kind: 'view' as const, name: 'v' }] }
  expect(verdictOf(await compareWithBackup(server(), withView))).toBe('different')
  expect(verdictOf(await compareWithBackup(server({ collation: 'utf8mb4_general_ci' }), earlier))).toBe('different')
})
