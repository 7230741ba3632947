import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Prepared, prepareDocker } from './prepare-docker.ts'

const NOT_RUN = 3
const USAGE = 'tsx e2e/engines/run-on.ts --docker trixie [--store containerd] -- npm run sandbox -- up'

interface Engine {
  /** Release of Debian that brings it. */
  docker: string
  store: 'classic' | 'containerd'
}

type Ran = { state: 'ran'; version: string; code: number } | Exclude<Prepared, { state: 'ready' }>

/** Runs a command with the Docker of a Debian release in front of PATH, for a sandbox that starts its own engine. */
export async function runOn({ docker, store }: Engine, [program = '', ...args]: string[], env: Record<string, string> = {}): Promise<Ran> {
  const prepared = await prepareDocker(docker)
  if (prepared.state !== 'ready') return prepared
  const own = { ...process.env, ...env, PATH: `${prepared.path}:${process.env.PATH}`, SANDBOX_IMAGE_STORE: store }
  const child = spawn(program, args, { stdio: 'inherit', env: own })
  const [code] = await once(child, 'close')
  return { state: 'ran', version: prepared.version, code: typeof code === 'number' ? code : 1 }
}

/** Exit status 3: that engine cannot be had here, nothing was run. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { docker: { type: 'string' }, store: { type: 'string', default: 'classic' } },
  })
  const { docker, store } = values
  if (docker === undefined || positionals.length === 0 || (store !== 'classic' && store !== 'containerd')) {
    console.error(USAGE)
    return 2
  }
  const ran = await runOn({ docker, store }, positionals)
  if (ran.state === 'ran') {
    console.log(`Docker ${ran.version}, ${store} image store: ${ran.code}`)
    return ran.code
  }
  console.error(`not run: Docker of ${docker}: ${ran.state}: ${ran.reason}`)
  return NOT_RUN
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main()
