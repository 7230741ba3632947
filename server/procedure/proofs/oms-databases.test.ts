import { expect, test } from 'vitest'
import { fingerprintOf, type Structure } from '../../domain/databases/structure.ts'
import { assertOmsDatabases, notOfOms } from './oms-databases.ts'

const OMS = { rm_331: ['oms_normal_config', 'x'], cm_331: ['HOST'], hb_331: ['heatbeat_sequence'] }
const NOTHING = new Map<string, Set<string>>()
const databases = { rm: 'rm_331', cm: 'cm_331', heartbeats: ['hb_331'] }

function serverWith(found: Record<string, string[]>) {
  return {
    existing: async (names: string[]) => names.filter((name) => found[name] !== undefined),
    structure: async (database: string): Promise<Structure> => ({
      database,
      characterSet: 'utf8mb4',
      collation: 'utf8mb4_bin',
      tables: (found[database] ?? []).map((name) => ({ name, definition: '', fingerprint: fingerprintOf('') })),
      objects: [],
      uncarried: [],
    }),
  }
}

test('databases with tables of OMS are its own', async () => {
  expect(await notOfOms(serverWith(OMS), { databases })).toEqual({ system: [], foreign: [] })
  await assertOmsDatabases(serverWith(OMS), { databases }, NOTHING)
})

// config.yaml alone decided what a rollback drops: a shop's database, or information_schema.
test('one of somebody else, an empty one and one of the server are named before anything happens', async () => {
  const other = { ...OMS, shop: ['orders', 'host'], empty: [] }
  expect(
    await notOfOms(serverWith(other), { databases: { rm: 'shop', cm: 'empty', heartbeats: ['information_schema', 'MySQL'] } }),
  ).toEqual({
    system: ['information_schema', 'MySQL'],
    foreign: [
      { database: 'shop', tables: ['orders', 'host'] },
      { database: 'empty', tables: [] },
    ],
  })
})

test('nothing is destroyed that is not of OMS or of the backup', async () => {
  const server = serverWith({ ...OMS, shop: ['orders'], half: ['a_first_table'], empty: [] })
  const of = (rm: string) => ({ databases: { ...databases, rm } })
  await expect(assertOmsDatabases(server, of('shop'), NOTHING)).rejects.toMatchObject({
    problem: { said: { key: 'metadb.foreignDatabase' } },
  })
  await expect(assertOmsDatabases(server, of('sys'), NOTHING)).rejects.toMatchObject({
    problem: { said: { key: 'metadb.systemDatabase' } },
  })
  // An interrupted restore: gone, empty, or filled in part.
  await assertOmsDatabases(server, of('gone'), NOTHING)
  await assertOmsDatabases(server, of('empty'), NOTHING)
  await expect(assertOmsDatabases(server, of('half'), NOTHING)).rejects.toThrow()
  await assertOmsDatabases(server, of('half'), new Map([['half', new Set(['a_first_table'])]]))
})
