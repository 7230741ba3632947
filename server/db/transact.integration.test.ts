import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countInProcess } from './testing/count-in-process.ts'
import { startedJob } from './testing/started-job.ts'
import { temporaryStore } from './testing/temporary-store.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let children: ChildProcess[] = []

beforeEach(async () => {
  temporary = await temporaryStore()
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await temporary.close()
})

// Without trying again one of them dies of SQLITE_BUSY; with a blind repetition of single statements counts would be lost.
test('two processes that write at the same moment both get their turns, and nothing is lost', async () => {
  const { jobId } = await startedJob(temporary.store)
  const count = { databaseFile: temporary.databaseFile, jobId, times: 50 }
  children = await Promise.all([countInProcess(count), countInProcess(count)])
  const ended = children.map(async (child) => (await once(child, 'exit'))[0])
  for (const child of children) child.stdin?.end('go\n')
  expect(await Promise.all(ended)).toEqual([0, 0])
  expect((await temporary.store.upgradeJob.findUniqueOrThrow({ where: { id: jobId } })).revision).toBe(100)
})
