import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createCipher } from '../../server/db/cipher.ts'
import { openStore } from '../../server/db/open-store.ts'
import { somebody } from '../../server/db/testing/somebody.ts'
import type { World } from '../../server/procedure/context.ts'
import { tryWayBack } from '../../server/services/try-way-back.ts'
import { sandboxState } from '../sandbox/state.ts'
import { realWorld } from './real-world.ts'

interface Death {
  sandbox: string
  databaseFile: string
  /** Hex. */
  key: string
  installationId: string
}

/** Tries the way back in a process of its own that kills itself with SIGKILL when two of three scratch databases are there. */
export async function dieInTry(death: Death): Promise<NodeJS.Signals | null> {
  const env = { ...process.env, DEATH: JSON.stringify(death) }
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url)], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return signal
}

async function main({ sandbox, databaseFile, key, installationId }: Death): Promise<void> {
  const { engine, imageFolder } = sandboxState(sandbox)
  const real = realWorld({ engineHost: engine.host, imageFolder })
  const writers: World['writers'] = (permit) => {
    const all = real.writers(permit)
    return {
      ...all,
      metaDbs: {
        async open(login, mark) {
          const metaDb = await all.metaDbs.open(login, mark)
          return {
            ...metaDb,
            async trySwap([live, copy], as) {
              for (const name of [live, copy]) await metaDb.createBeside(name, as)
              process.kill(process.pid, 'SIGKILL')
              return await new Promise(() => {})
            },
          }
        },
      },
    }
  }
  const context = {
    store: openStore(databaseFile),
    cipher: createCipher(Buffer.from(key, 'hex')),
    world: { ...real, writers },
    backupFolder: '',
    actor: somebody('test'),
    wake: () => {},
  }
  await tryWayBack(context, { installationId })
}

if (process.env.DEATH !== undefined) await main(JSON.parse(process.env.DEATH) as Death)
