// `npm run demo`: from a fresh machine to a panel with an OMS to upgrade. Ctrl-C stops exactly what this started.
// `-- --metadb seekdb` (or mysql, mariadb-11.8): on another database server, in a sandbox of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import {
  checkNode,
  installPackages,
  installPrograms,
  panelEnvironment,
  phase,
  ROOT,
  run,
  SEEKDB_NEEDS,
  Stop,
  sandbox,
  sandboxNeeds,
} from './bootstrap.mjs'
import { buildPanel } from './build-panel.mjs'

const { metadb } = options()
const NAME = process.env.SANDBOX ?? (metadb === undefined ? 'demo' : `demo-${metadb.replaceAll('.', '-')}`)
const PORT = Number(process.env.PORT ?? 3000)
/** A ready account, for this demo and nothing else. */
const ACCOUNT = { name: 'Demo', email: 'demo@example.org', role: 'administrator', password: 'demo of the panel' }
const ADDRESS = `http://127.0.0.1:${PORT}`
let panel = null
let startedSandbox = false
let isStopping = false

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop(0))

try {
  await start()
} catch (error) {
  if (!isStopping) {
    console.error(error instanceof Stop ? `\n${error.message}` : error)
    await stop(1)
  }
}

async function start() {
  const start = Date.now()
  checkNode()
  await checkPort()
  await phase('npm packages', installPackages)
  await phase('programs of the sandbox', async () =>
    installPrograms([...(await sandboxNeeds()), ...(metadb === 'seekdb' ? SEEKDB_NEEDS : [])]),
  )
  const status = await phase('sandbox: Docker engine, MetaDB, OMS V3.3.1', () => {
    const before = sandbox('status', NAME)
    startedSandbox = !(before.engineIsUp && before.metaDbIsUp && before.containers.some(({ state }) => state === 'running'))
    return sandbox('up', NAME, ...(metadb === undefined ? [] : ['--metadb', metadb]))
  })
  const env = { ...process.env, ...panelEnvironment(status), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  // Before the store: it makes the client that the store is opened with.
  await phase('build', buildPanel)
  await phase("the panel's store", () => run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'prisma/migrate.ts'], { env }))
  await phase('an account to sign in with', () =>
    run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'e2e/sandbox/make-people.ts'], {
      env: { ...env, PEOPLE: JSON.stringify([ACCOUNT]) },
    }),
  )
  await phase('start', () => serve(env))
  const seconds = Math.round((Date.now() - start) / 1000)
  const named = NAME === 'demo' ? '' : ` --name ${NAME}`
  const running = status.containers.find(({ state }) => state === 'running')
  const { console: oms } = status.state.oms
  console.log(`
Ready after ${seconds} s: ${ADDRESS}

Sign in as ${ACCOUNT.email} with the password: ${ACCOUNT.password}
Begin with "Adopt an installation" and pick the container ${running?.name ?? status.state.oms.containerName}.
Its console: ${oms.url}, account ${oms.user}, password ${oms.password}
The image of V3.4.0 lies in the image folder: oms_3.4.0.tar.gz
Break something:   npm run sandbox -- break init-fails-phase-2${named}
All off:           npm run sandbox -- break none${named}
Start over:        npm run sandbox -- reset${named}
Ctrl-C stops what was started here; the data stays.`)
  const [code] = await once(panel, 'exit')
  if (!isStopping) throw new Stop(`The panel ended by itself (${code}).`)
}

function options() {
  try {
    return parseArgs({ options: { metadb: { type: 'string' } } }).values
  } catch (error) {
    console.error(`${error.message}\nUsage: npm run demo [-- --metadb seekdb|mysql|mariadb-11.8]`)
    process.exit(2)
  }
}

async function checkPort() {
  const probe = createServer().listen(PORT, '127.0.0.1')
  const isFree = await Promise.race([once(probe, 'listening').then(() => true), once(probe, 'error').then(() => false)]).catch(() => false)
  probe.close()
  if (!isFree)
    throw new Stop(`Port ${PORT} of 127.0.0.1 is taken, perhaps by another demo. Stop that one, or choose: PORT=3001 npm run demo`)
}

async function serve(env) {
  const args = ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(PORT)]
  // In a group of its own, so that Ctrl-C reaches this process first and things stop in order.
  panel = spawn(process.execPath, args, { cwd: ROOT, env, detached: true, stdio: ['ignore', 'ignore', 'inherit'] })
  for (let tries = 0; tries < 300; tries++) {
    if (panel.exitCode !== null) throw new Stop('The panel did not start. The reason is above.')
    const answer = await fetch(ADDRESS).catch(() => null)
    if (answer?.ok) return
    if (answer && tries > 50) throw new Stop(`The panel answers ${answer.status} at ${ADDRESS}.`)
    await delay(100)
  }
  throw new Stop(`The panel does not answer at ${ADDRESS}.`)
}

async function stop(code) {
  if (isStopping) return
  isStopping = true
  if (panel && panel.exitCode === null && panel.signalCode === null) {
    console.log('\nStopping the panel')
    const gone = once(panel, 'exit')
    panel.kill('SIGTERM')
    const killer = setTimeout(() => panel.kill('SIGKILL'), 10_000)
    await gone
    clearTimeout(killer)
  }
  if (startedSandbox) {
    console.log('Stopping the sandbox')
    sandbox('down', NAME)
  }
  process.exit(code)
}
