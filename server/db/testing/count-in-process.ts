import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openStore } from '../open-store.ts'
import { transact } from '../transact.ts'

interface Count {
  databaseFile: string
  jobId: string
  times: number
}

/** A server process of its own that is ready; when its input ends it raises the job's revision `times` times, reading it first. */
export async function countInProcess(count: Count): Promise<ChildProcess> {
  const env = { ...process.env, COUNT: JSON.stringify(count) }
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url)], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

async function main({ databaseFile, jobId, times }: Count): Promise<void> {
  const store = openStore(databaseFile)
  await store.upgradeJob.count()
  process.stdout.write('ready\n')
  for await (const _ of process.stdin);
  for (let done = 0; done < times; done += 1) {
    await transact(store, async (tx) => {
      const { revision } = await tx.upgradeJob.findUniqueOrThrow({ where: { id: jobId } })
      await tx.upgradeJob.update({ where: { id: jobId }, data: { revision: revision + 1 } })
    })
  }
  await store.$disconnect()
}

if (process.env.COUNT !== undefined) await main(JSON.parse(process.env.COUNT) as Count)
