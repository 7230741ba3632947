import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Connection, createConnection } from 'mysql2/promise'
import { seekdbProgram } from '../../engines/seekdb-wheel.ts'
import { findProgram } from '../find-program.ts'
import { SandboxError } from '../sandbox-error.ts'
import { spawnDetached } from '../spawn-detached.ts'
import { waitFor } from '../wait-for.ts'
import { accountStatements, type ServerSite, type StartedServer } from './server.ts'

const RELAY = fileURLToPath(new URL('./relay.mjs', import.meta.url))
const LIMITS = ['memory_limit=1G', 'datafile_size=512M', 'log_disk_size=2G']
// It does not start without a network device that has an address. Nothing is at the other end of this one.
const IN_OWN_NETWORK = `"$1" link set lo up && "$1" link add own0 type veth peer name own1 && "$1" addr add 10.255.0.1/30 dev own0 &&
"$1" link set own0 up && shift && exec "$@"`
// Rights over things that it does not have.
const LACKING = ['LOCK TABLES', 'EVENT', 'CREATE TEMPORARY TABLES']

/**
 * seekdb listens on every address and its root begins without a password. So it runs in a network of its own, where only its socket file
 * leads in, and a relay listens where the sandbox wants it.
 */
export async function startSeekdb({ folder, addresses, timeZone, account }: ServerSite): Promise<StartedServer> {
  if (process.getuid?.() !== 0) throw new SandboxError('seekdb runs in a network of its own, which only root can make. Run this as root.')
  const program = await seekdbProgram()
  const data = join(folder, 'data')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const logFile = join(folder, 'server.log')
  const command = [program, `--base-dir=${data}`, '--nodaemon', '--port=2881', ...LIMITS.flatMap((limit) => ['--parameter', limit])]
  const args = ['--net', 'sh', '-c', IN_OWN_NETWORK, 'sh', findProgram('ip', 'iproute2'), ...command]
  const env = { ...process.env, TELEMETRY_ENABLED: 'false' }
  const server = await spawnDetached(findProgram('unshare', 'util-linux'), args, { logFile, env })
  const relay = await spawnDetached(process.execPath, [RELAY, account.socketPath, String(account.port), ...addresses], { logFile })
  return { process: server, relay, reading: 'client', makeAccounts: () => makeAccounts(account, timeZone) }
}

async function makeAccounts(account: ServerSite['account'], timeZone: string | null): Promise<void> {
  const { socketPath, admin } = account
  let connection: Connection | null = null
  const isOpen = async () => {
    connection = await signInAsRoot(socketPath, admin.password)
    return true
  }
  await waitFor(isOpen, { timeoutSeconds: 90, everyMs: 200 })
  if (connection === null) throw new SandboxError('seekdb does not answer.')
  const root: Connection = connection
  try {
    await root.query("alter user 'root'@'%' identified by ?", [admin.password])
    for (const statement of accountStatements(account, LACKING)) await root.query(statement)
    if (timeZone !== null) await root.query('set global time_zone = ?', [timeZone])
  } finally {
    await root.end()
  }
}

/** With the password of an earlier start, or without one at the first. */
async function signInAsRoot(socketPath: string, password: string): Promise<Connection> {
  return createConnection({ socketPath, user: 'root', password }).catch(() => createConnection({ socketPath, user: 'root' }))
}
