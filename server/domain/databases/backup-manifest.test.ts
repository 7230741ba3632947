import { expect, test } from 'vitest'
import { type BackupManifest, backupManifest, keptBackup, keptSafetyBackup } from './backup-manifest.ts'
import { withFingerprint } from './structure.ts'

const FRAME = {
  job: { id: 'j', number: 1 },
  installation: { id: 'i', name: 'n', edition: 'enterprise' as const, version: '3.3.1' },
  metaDb: { host: 'h', port: 1, flavour: 'mariadb', version: '10' },
  tool: { path: '/usr/bin/mariadb-dump', version: '10', flavour: 'mariadb' as const },
  createdAt: '2024-03-01T16:00:00.000Z',
}
const DUMP = { file: 'rm.sql', bytes: 9, sha256: 'ab' }

const object = withFingerprint({
  kind: 'view',
  name: 'v',
  table: null,
  definer: 'root@%',
  statement: 'CREATE VIEW `v` AS select 1 AS `1`',
  sqlMode: null,
  characterSetClient: 'utf8mb4',
  collationConnection: 'utf8mb4_bin',
  databaseCollation: null,
  timeZone: null,
  order: null,
})

const CURRENT: BackupManifest = {
  ...FRAME,
  format: 2,
  databases: [
    {
      inventory: {
        database: 'rm',
        characterSet: 'utf8mb4',
        collation: 'utf8mb4_bin',
        tables: [
          { name: 'a', rows: 1, proof: { by: 'checksum', value: '7 9' } },
          { name: 'b', rows: 2, proof: { by: 'none', why: { key: 'proofs.weak.longRow', params: { table: 'rm.b', rows: 1 } } } },
        ],
      },
      structure: {
        database: 'rm',
        characterSet: 'utf8mb4',
        collation: 'utf8mb4_bin',
        tables: [{ name: 'a', definition: 'CREATE TABLE `a` ()', fingerprint: 'f' }],
        objects: [object],
        uncarried: [],
      },
      objectNames: [{ kind: 'view', name: 'v' }],
      dump: DUMP,
      objects: null,
    },
  ],
}

test('what was written is read again', () => {
  expect(backupManifest.parse(JSON.parse(JSON.stringify(CURRENT)))).toEqual(CURRENT)
})

// A rollback of an upgrade that an earlier version of the panel made has to find its backup.
test('a manifest of an earlier version is read, without definitions', () => {
  const earlier = {
    ...FRAME,
    format: 1,
    databases: [
      {
        inventory: {
          database: 'rm',
          characterSet: 'utf8mb4',
          collation: 'utf8mb4_bin',
          tables: [
            { name: 'a', rows: 1, checksum: '7' },
            { name: 'b', rows: 2, checksum: null },
          ],
          views: [{ name: 'v', definer: 'root@%' }],
          triggers: [],
          routines: [{ name: 'f', kind: 'FUNCTION', definer: 'root@%' }],
          events: [],
        },
        dump: DUMP,
        objects: { ...DUMP, file: 'rm.objects.sql' },
      },
    ],
  }
  const kept = keptBackup.parse({ folder: '/b', manifestFile: '/b/manifest.json', manifest: earlier })
  expect(kept.manifest.databases).toEqual([
    {
      inventory: {
        database: 'rm',
        characterSet: 'utf8mb4',
        collation: 'utf8mb4_bin',
        tables: [
          { name: 'a', rows: 1, proof: { by: 'checksum', value: '7' } },
          { name: 'b', rows: 2, proof: { by: 'none', why: { key: 'proofs.weak.noChecksum', params: { table: 'rm.b' } } } },
        ],
      },
      structure: null,
      objectNames: [
        { kind: 'view', name: 'v' },
        { kind: 'function', name: 'f' },
      ],
      dump: DUMP,
      objects: { ...DUMP, file: 'rm.objects.sql' },
    },
  ])
})

test.each([{}, { ...CURRENT, format: 3 }, { ...CURRENT, databases: [{ dump: DUMP }] }, null])('%j is no manifest', (value) => {
  expect(backupManifest.safeParse(value).success).toBe(false)
})

test('a safety backup that was skipped says why', () => {
  expect(keptSafetyBackup.parse({ skipped: 'no space' })).toEqual({ skipped: 'no space' })
})
