import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { isMainThread } from 'node:worker_threads'
import { childEnvironment } from './child-environment.ts'

/**
 * Words to put before a command so that it dies with the panel; none where the system cannot. Without them a dump or restore goes on
 * after a kill -9 of the panel (RELIABILITY.md 1.6). The signal follows the thread that spawned, so a worker thread must not use it.
 */
export async function childLeash(): Promise<string[]> {
  if (!isMainThread) return []
  const leash = ['setpriv', '--pdeathsig', 'KILL', '--']
  const works = await promisify(execFile)('setpriv', ['--pdeathsig', 'KILL', '--', 'true'], { env: childEnvironment() }).then(
    () => true,
    () => false,
  )
  return works ? leash : []
}
