import { expect, test } from 'vitest'
import { byDumps, type UpgradeSubject } from './step-plan.ts'
import { backUpDatabases } from './steps/back-up-databases/step.ts'

// A window that was forecast by CHECKSUM TABLE overruns on a server that has none.
test('where every row has to be digested, backup and restore are forecast with the time that takes', () => {
  const upgrade = (isDigested: boolean) =>
    backUpDatabases.plan.estimate({ measured: { databaseBytes: 1.2e9, isDigested } } as UpgradeSubject).seconds
  expect([upgrade(false), upgrade(true)]).toEqual([15, 35])
  const restore = (flavour: string) =>
    byDumps({ manifest: { metaDb: { flavour }, databases: [{ dump: { bytes: 1.2e9 } }] } } as Parameters<typeof byDumps>[0], 24e6).seconds
  expect([restore('mariadb'), restore('oceanbase')]).toEqual([55, 85])
})
