import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../db/open-store.ts'
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

// Torn apart, a page says "running" over a run that has failed, and nobody is called to the decision.
test('a change between the reads is not told of by half', async () => {
  const { store } = temporary
  let changes = 0
  const logLine = {
    async findFirst(asked: object) {
      changes += 1
      if (changes === 1) {
        await store.run.updateMany({ where: { jobId }, data: { status: 'failed' } })
        await store.upgradeJob.update({ where: { id: jobId }, data: { status: 'needs-decision', revision: { increment: 1 } } })
      }
      return await store.logLine.findFirst(asked)
    },
  }
  const moving = new Proxy(store, { get: (target, name) => (name === 'logLine' ? logLine : Reflect.get(target, name)) }) as Store
  const { status, run } = await readJob(moving, jobId, new Date())
  expect([status, run?.status, changes]).toEqual(['needs-decision', 'failed', 2])
})
