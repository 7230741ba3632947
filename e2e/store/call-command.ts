import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

export interface Called {
  code: number | null
  /** Both outputs. */
  said: string
  /** Its command line, as everybody on the machine can read it while it runs. */
  commandLine: string
}

/** A command as a process of its own. */
export async function callCommand(
  name: 'key-rotate' | 'store-backup' | 'store-restore',
  args: string[],
  environment: { PANEL_DATA: string; PANEL_KEY?: string },
): Promise<Called> {
  const file = fileURLToPath(new URL(`../../server/commands/${name}.ts`, import.meta.url))
  // Not what the test runner sets: BASE_URL is one of its names too.
  const { PATH, HOME, TMPDIR } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    env: { PATH, HOME, TMPDIR, ...environment, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await once(child, 'spawn')
  const commandLine = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')
  const said = Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said: (await said).join(''), commandLine }
}
