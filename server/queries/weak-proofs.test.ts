import { expect, test } from 'vitest'
import { say } from '../contract/said.ts'
import type { FactName, FactValues } from '../procedure/facts.ts'
import { weakProofs } from './weak-proofs.ts'

const frame = {
  job: { id: 'j', number: 1 },
  installation: { id: 'i', name: 'oms', edition: 'enterprise', version: '3.3.1' },
  metaDb: { host: 'h', port: 1, flavour: 'mariadb', version: '10.11' },
  tool: { path: '/usr/bin/mysqldump', version: '10.11', flavour: 'mariadb' },
  createdAt: '2026-11-30T00:00:00.000Z',
}
const dump = { file: 'rm.sql', bytes: 1, sha256: 'ab' }
const ofDatabase = { database: 'rm', characterSet: 'utf8mb4', collation: 'utf8mb4_bin' }
const kept = (manifest: object) => ({ folder: '/b', manifestFile: '/b/manifest.json', manifest: { ...frame, ...manifest } })

const rounded = say('proofs.weak.rounded', { table: 'rm.f', rows: 1 })
const format2 = kept({
  format: 2,
  databases: [
    {
      inventory: {
        ...ofDatabase,
        tables: [
          { name: 'f', rows: 1, proof: { by: 'none', why: rounded } },
          { name: 't', rows: 1, proof: { by: 'checksum', value: '7' } },
        ],
      },
      structure: { ...ofDatabase, tables: [], objects: [], uncarried: [] },
      ...{ objectNames: [], dump, objects: null },
    },
  ],
})
const nothing = { views: [], triggers: [], routines: [], events: [] }
const format1 = kept({
  format: 1,
  databases: [{ inventory: { ...ofDatabase, tables: [{ name: 't', rows: 1, checksum: null }], ...nothing }, dump, objects: null }],
})

const noted = (facts: Partial<Record<FactName, unknown>>) =>
  weakProofs(<Name extends FactName>(name: Name) => (facts[name] ?? null) as FactValues[Name] | null)

test('a backup names its tables without a proof, and one of an earlier version also that it holds no definitions', () => {
  expect(noted({})).toEqual([])
  expect(noted({ backup: format2 })).toEqual([{ stepId: 'back-up-databases', proofs: [rounded] }])
  expect(noted({ backup: format1 })).toEqual([
    {
      stepId: 'back-up-databases',
      proofs: [say('proofs.weak.noDefinitions', { database: 'rm' }), say('proofs.weak.noChecksum', { table: 'rm.t' })],
    },
  ])
})

test('a rollback names what it could not prove, once it has proven the rest', () => {
  const swap = { weak: [rounded], provenAt: null }
  expect(noted({ swap })).toEqual([])
  const proven = { ...swap, provenAt: '2026-11-30T00:00:00.000Z', weakAfter: [rounded] }
  expect(noted({ swap: proven }).map(({ stepId }) => stepId)).toEqual(['restore-beside', 'swap-databases'])
  expect(noted({ restoredWeakly: [rounded] })).toEqual([{ stepId: 'restore-databases', proofs: [rounded] }])
  expect(noted({ safetyBackup: { skipped: 'no' } })).toEqual([])
})
