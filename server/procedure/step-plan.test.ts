import { expect, test } from 'vitest'
import { byDumps, type UpgradeSubject } from './step-plan.ts'
import { backUpDatabases } from './steps/back-up-databases/step.ts'

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
