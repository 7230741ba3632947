import { afterEach, beforeEach, expect, test } from 'vitest'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { readJob } from './read-job.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let jobId: string

beforeEach(async () => {
  temporary = await temporaryStore()
  jobId = (await startedJob(temporary.store)).jobId
})

afterEach(() => temporary.close())

async function note(name: string, value: unknown): Promise<void> {
  await temporary.store.fact.create({ data: { jobId, name, valueJson: JSON.stringify(value), at: new Date() } })
}

// After a rollback this list is all that tells a person what to look at: "not looked yet" must not read as "nothing".
test('what may need a hand and where the emergency kit lies come from the facts, and are unknown before', async () => {
  expect(await readJob(temporary.store, jobId, new Date())).toMatchObject({ needsHand: null, emergencyKitFolder: null })
  await note('emergencyKitFolder', '/backups/upgrade-1-x')
  await note('rollbackChecklist', [{ project: 'orders', kind: 'JDBCWriter', name: 'writer-1', status: 'FAILED' }])
  expect(await readJob(temporary.store, jobId, new Date())).toMatchObject({
    emergencyKitFolder: '/backups/upgrade-1-x',
    needsHand: [{ kind: 'JDBCWriter', components: [{ project: 'orders', name: 'writer-1', status: 'FAILED' }] }],
  })
})
