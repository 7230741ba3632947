import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { PROFILES, type ProfileName, spelledFor } from '../engines/oceanbase/profiles.ts'
import { metaDbHost } from './own-network.ts'
import { isRunning, stopProcess } from './process-mark.ts'
import { SandboxError } from './sandbox-error.ts'
import { startMachineMariaDb, startUnpackedMariaDb } from './servers/mariadb.ts'
import { startMySql } from './servers/mysql.ts'
import { oceanBase } from './servers/oceanbase.ts'
import { startSeekdb } from './servers/seekdb.ts'
import type { StartServer } from './servers/server.ts'
import { type MetaDbState, type SandboxState, type ServerName, writeState } from './state.ts'
import type { TraitName } from './traits.ts'
import { waitFor } from './wait-for.ts'

const FIRST_PORT = 13306
// Every character that option files, YAML, URLs, shells or SQL treat as special.
const NASTY = ' \'"\\#;$&%:@/?=<>|{}[]!*~`é密'

interface Server {
  title: string
  start: StartServer
  socket: (runFolder: string, folder: string) => string
  /** How an account signs in. */
  spelled?: (user: string) => string
}

const SERVERS: Record<ServerName, Server> = {
  mariadb: { title: 'MariaDB', start: startMachineMariaDb, socket: (runFolder) => join(runFolder, 'm.sock') },
  'mariadb-11.8': { title: 'MariaDB 11.8', start: startUnpackedMariaDb, socket: (runFolder) => join(runFolder, 'm.sock') },
  mysql: { title: 'MySQL', start: startMySql, socket: (runFolder) => join(runFolder, 'm.sock') },
  seekdb: { title: 'seekdb', start: startSeekdb, socket: (_, folder) => join(folder, 'data', 'run', 'sql.sock') },
  'oceanbase-3.1.5': standIn('3.1.5'),
  'oceanbase-4.1': standIn('4.1'),
  'oceanbase-4.2.1': standIn('4.2.1'),
  'oceanbase-4.3.1': standIn('4.3.1'),
  'oceanbase-odp': standIn('odp'),
  'oceanbase-odp-weak': standIn('odp-weak'),
}

function standIn(profile: ProfileName): Server {
  const spelled = (user: string) => spelledFor(PROFILES[profile], user)
  return { title: `OceanBase ${profile} (stand-in)`, start: oceanBase(profile), socket: (runFolder) => join(runFolder, 'm.sock'), spelled }
}

/** A server of its own, on its own port and folder, with the account `oms`. A running one that suits the traits is used again. */
export async function startMetaDb(state: SandboxState, wanted?: ServerName): Promise<MetaDbState> {
  const previous = state.metaDb
  const server = wanted ?? previous?.server ?? 'mariadb'
  if (previous && server !== (previous.server ?? 'mariadb')) {
    const name = previous.server ?? 'mariadb'
    throw new SandboxError(
      `The MetaDB of this sandbox is ${SERVERS[name].title}. Choose another name for a sandbox on ${SERVERS[server].title}.`,
    )
  }
  const options = siteOptions(state)
  if (previous?.process && isRunning(previous.process)) {
    const accepting = () => accepts(previous).catch(() => false)
    if (previous.options?.join() === options.join() && (await waitFor(accepting, { timeoutSeconds: 10 }))) return previous
    // Two servers on one folder: the second waits for the locks of the first, whose process nobody knows any more.
    await stopMetaDb(state)
  }
  const folder = join(state.folder, 'metadb')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const spelled = SERVERS[server].spelled ?? ((user: string) => user)
  const account = {
    host: metaDbHost(state),
    port: FIRST_PORT + state.index,
    user: spelled('oms'),
    // Kept for good: config.yaml and whoever adopted the installation know it.
    password: previous?.password ?? `${randomBytes(6).toString('hex')}${NASTY}`,
    admin: previous?.admin ?? { user: spelled('sandbox'), password: randomBytes(18).toString('hex') },
    socketPath: SERVERS[server].socket(state.runFolder, folder),
  }
  const site = { folder, runFolder: state.runFolder, addresses: addresses(state), timeZone: timeZone(state), account }
  const started = await SERVERS[server].start(site)
  const { process: mark, relay = null, reading, behind } = started
  const ways = { ...(reading === undefined ? {} : { reading }), ...(behind === undefined ? {} : { behind }) }
  state.metaDb = { ...account, server, options, process: mark, relay, ...ways }
  writeState(state)
  const metaDb = state.metaDb
  await started.makeAccounts?.()
  const isUp = await waitFor(async () => !isRunning(mark) || (await accepts(metaDb)), { timeoutSeconds: 60 })
  rmSync(join(folder, 'accounts.sql'), { force: true })
  if (!isUp || !isRunning(mark)) {
    const reason = `The reason is at the end of ${join(folder, 'server.log')}`
    throw new SandboxError(`${SERVERS[server].title} did not start on port ${account.port}. ${reason}`)
  }
  return metaDb
}

/** What the traits of the site ask of the server. */
function siteOptions(state: SandboxState): string[] {
  return [timeZone(state) ?? 'SYSTEM', ...addresses(state)]
}

function timeZone(state: SandboxState): string | null {
  const has = (trait: TraitName) => state.traits.includes(trait)
  return has('metadb-utc') ? '+00:00' : has('metadb-plus-8') ? '+08:00' : null
}

function addresses(state: SandboxState): string[] {
  return [...new Set(['127.0.0.1', metaDbHost(state)])]
}

/** Data stays for the next start. */
export async function stopMetaDb(state: SandboxState): Promise<void> {
  if (!state.metaDb?.process) return
  if (state.metaDb.relay) await stopProcess(state.metaDb.relay, 5)
  await stopProcess(state.metaDb.process, 60)
  state.metaDb.process = null
  state.metaDb.relay = null
  writeState(state)
}

async function accepts({ host, port, user, password }: Pick<MetaDbState, 'host' | 'port' | 'user' | 'password'>): Promise<boolean> {
  const connection = await createConnection({ host, port, user, password })
  await connection.end()
  return true
}
