import { expect, test } from 'vitest'
import { byDumps, type RollbackSubject, type UpgradeSubject } from './step-plan.ts'
import { backUpDatabases } from './steps/back-up-databases/step.ts'
import { restoreBeside } from './steps/restore-beside/step.ts'

// A window that was forecast by CHECKSUM TABLE overruns on a server that has none.
test('where every row has to be digested, backup and restore are forecast with the time that takes', () => {
  const upgrade = (isDigested: boolean) =>
    backUpDatabases.plan.estimate({ measured: { databaseBytes: 1.2e9, isDigested } } as UpgradeSubject).seconds
  expect([upgrade(false), upgrade(true)]).toEqual([15, 35])
  const restore = (...proofs: string[]) => {
    const tables = proofs.map((by) => ({ proof: { by } }))
    const manifest = { databases: [{ dump: { bytes: 1.2e9 }, inventory: { tables } }] }
    return byDumps({ manifest } as Parameters<typeof byDumps>[0], 24e6).seconds
  }
  // On a server with checksums a table with a generated column is digested all the same: one table is no reason to add time for all.
  expect([restore('checksum', 'digest'), restore('digest', 'none'), restore('none')]).toEqual([55, 85, 55])
})

// Whoever repeats the step by hand would call a program that is not there, or another one.
test('a dump and a restore by the clients in an image are shown as that image is called', () => {
  const image = { id: 'sha256:1', name: 'oms:feature_3.3.1', container: 'c', installation: 'i' }
  const tool = (program: string, more = {}) => ({ path: `/usr/bin/${program}`, version: '8.0.36', flavour: 'mysql' as const, ...more })
  const installation = { metaDb: { host: 'h', port: 1, user: 'u' }, databases: { rm: 'rm', cm: 'cm', heartbeats: [] }, backupFolder: '/b' }
  const dump = (dumpTool?: ReturnType<typeof tool>) =>
    backUpDatabases.plan.commands({ installation, ...(dumpTool && { dumpTool }) } as unknown as UpgradeSubject)[0]
  const inImage = 'docker run --rm --interactive --network host --entrypoint'
  expect(dump(tool('mysqldump', { image }))).toMatch(new RegExp(`^${inImage} mysqldump oms:feature_3.3.1 -hh -P1 -uu `))
  expect(dump(tool('mysqldump'))).toMatch(/^mysqldump -hh/)
  expect(dump()).toMatch(/^mysqldump -hh/)
  const saved = { inventory: { database: 'rm', characterSet: 'utf8mb4', collation: 'utf8mb4_bin' }, dump: { file: 'rm.sql' } }
  const backup = { folder: '/b', manifest: { databases: [saved], restoreTool: tool('mysql', { image }) } }
  expect(restoreBeside.plan.commands({ backup } as unknown as RollbackSubject)[1]).toMatch(
    new RegExp(`^${inImage} mysql oms:feature_3.3.1 `),
  )
})
