import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { somebody } from '../../server/db/testing/somebody.ts'
import type { Panel } from './panel.ts'
import { type Act, actAs, type Refusal } from './person.ts'
import { programFile } from './programs.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A person on a server process of their own; `go` lets them act. */
async function person(panel: Panel, act: Act): Promise<{ go(): Promise<Refusal> }> {
  const env = { ...process.env, PERSON: JSON.stringify({ settings: panel.settings, act }) }
  const child = spawn(process.execPath, ['--enable-source-maps', programFile(panel.state, 'person')], {
    cwd: ROOT,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  await lines.next()
  return {
    async go() {
      const ended = once(child, 'close')
      child.stdin.end('go\n')
      const { value } = await lines.next()
      await ended
      return JSON.parse(String(value)) as Refusal
    },
  }
}

/** Two browsers at the same moment, each on a server process of its own. */
export async function onTwoServers(panel: Panel, first: Act, second: Act): Promise<Refusal[]> {
  const people = await Promise.all([person(panel, first), person(panel, second)])
  return await Promise.all(people.map(({ go }) => go()))
}

/** Two browsers at the same moment on one server. */
export async function onOneServer({ services }: Panel, first: Act, second: Act): Promise<Refusal[]> {
  return await Promise.all([actAs(services, first), actAs({ ...services, actor: somebody('second operator') }, second)])
}
