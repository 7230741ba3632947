import { expect, test } from 'vitest'
import { OperatorError } from '../errors.ts'
import type { UpgradeContext, World } from './context.ts'
import { type Backup, backupProblem } from './make-backup.ts'

const sha256 = 'a'.repeat(64)
const saved = { inventory: { database: 'rm', tables: [] }, dump: { file: 'rm.sql', bytes: 9, sha256 }, objects: null }
const backup = { folder: '/backups', manifestFile: 'manifest.json', manifest: { databases: [saved] } } as unknown as Backup

const given = (longestStatement: number, server: () => Promise<{ packetBytes: number | null }>) => ({
  installation: { metaDb: {} } as unknown as UpgradeContext['installation'],
  world: {
    backups: { verify: async () => ({ complete: true, sha256, tables: [], longestStatement }) },
    metaDbs: { open: async () => ({ server, close: async () => undefined }) },
  } as unknown as World,
})

// The server takes a statement only in one packet: such a dump is whole, and of no use.
test('a dump with a statement that the server does not take is no backup', async () => {
  const limit = async () => ({ packetBytes: 16_777_216 })
  expect(await backupProblem(given(16_777_215, limit), backup)).toBeNull()
  expect(await backupProblem(given(16_777_216, limit), backup)).toMatchObject({ said: { key: 'outcomes.statementTooLong' } })
})

test('a server that does not say its limit, or does not answer, says nothing of a file', async () => {
  expect(
    await backupProblem(
      given(2 ** 40, async () => ({ packetBytes: null })),
      backup,
    ),
  ).toBeNull()
  const away = () => Promise.reject(new OperatorError('unavailable', { key: 'errors.noJob' }))
  expect(await backupProblem(given(2 ** 40, away), backup)).toBeNull()
})
