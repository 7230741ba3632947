import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { holdStore } from '../../server/db/hold-store.ts'
import { openStore } from '../../server/db/open-store.ts'
import type { KeySettings } from '../../server/db/read-key.ts'
import { restoreStore } from '../../server/db/restore-store.ts'
import { somebody } from '../../server/db/testing/somebody.ts'
import { rotateKey } from '../../server/services/rotate-key.ts'

interface Death {
  moment: string
  settings: KeySettings & { databaseFile: string }
  /** A backup to restore; null: the key is rotated. */
  restore: string | null
  out: string | null
}

/** Does the work of a command in a process of its own that kills itself with SIGKILL at this moment. */
export async function dieAt(death: Death): Promise<NodeJS.Signals | null> {
  const env = { ...process.env, DEATH: JSON.stringify(death) }
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url)], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return signal
}

async function main({ moment, settings, restore, out }: Death): Promise<void> {
  const onMoment = (reached: string) => {
    if (reached === moment) process.kill(process.pid, 'SIGKILL')
  }
  await holdStore(settings.databaseFile, 'alone')
  const call = { settings, actor: somebody('test'), account: 'test', now: new Date(), onMoment }
  if (restore !== null) await restoreStore({ ...call, file: restore, withoutKey: false, isMeant: true })
  else await rotateKey({ ...call, store: openStore(settings.databaseFile), out, mayForget: false })
}

if (process.env.DEATH !== undefined) await main(JSON.parse(process.env.DEATH) as Death)
