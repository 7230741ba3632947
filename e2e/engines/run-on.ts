import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { prepareDocker } from './prepare-docker.ts'

const NOT_RUN = 3
const USAGE = 'tsx e2e/engines/run-on.ts --docker trixie [--store containerd] -- npm run sandbox -- up'

/** Runs a command with the Docker of a Debian release in front of PATH. Exit status 3: that engine cannot be had here, nothing was run. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { docker: { type: 'string' }, store: { type: 'string', default: 'classic' } },
  })
  const [program, ...args] = positionals
  if (values.docker === undefined || program === undefined) {
    console.error(USAGE)
    return 2
  }
  const prepared = await prepareDocker(values.docker)
  if (prepared.state !== 'ready') {
    console.error(`not run: Docker of ${values.docker}: ${prepared.state}: ${prepared.reason}`)
    return NOT_RUN
  }
  console.log(`Docker ${prepared.version}, ${values.store} image store`)
  const env = { ...process.env, PATH: `${prepared.path}:${process.env.PATH}`, SANDBOX_IMAGE_STORE: values.store }
  const child = spawn(program, args, { stdio: 'inherit', env })
  const [code] = await once(child, 'close')
  return typeof code === 'number' ? code : 1
}

process.exitCode = await main()
