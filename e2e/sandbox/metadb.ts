import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createConnection } from 'mysql2/promise'
import { findProgram } from './find-program.ts'
import { metaDbHost } from './own-network.ts'
import { isRunning, stopProcess } from './process-mark.ts'
import { SandboxError } from './sandbox-error.ts'
import { spawnDetached } from './spawn-detached.ts'
import { type MetaDbState, type SandboxState, writeState } from './state.ts'
import type { TraitName } from './traits.ts'
import { waitFor } from './wait-for.ts'

const FIRST_PORT = 13306
const PACKAGE = 'mariadb-server'
// What people's MetaDB accounts have: everything in the databases, nothing over the server (no SUPER, RELOAD, PROCESS).
const RIGHTS = `SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, LOCK TABLES, CREATE VIEW, SHOW VIEW, CREATE ROUTINE,
  ALTER ROUTINE, EXECUTE, EVENT, TRIGGER, CREATE TEMPORARY TABLES`
// Every character that option files, YAML, URLs, shells or SQL treat as special.
const NASTY = ' \'"\\#;$&%:@/?=<>|{}[]!*~`é密'

/** A MariaDB of its own, on its own port and folder, with the account `oms`. A running one that suits the traits is used again. */
export async function startMetaDb(state: SandboxState): Promise<MetaDbState> {
  const previous = state.metaDb
  const options = siteOptions(state)
  if (previous?.process && isRunning(previous.process)) {
    const accepting = () => accepts(previous).catch(() => false)
    if (previous.options?.join() === options.join() && (await waitFor(accepting, { timeoutSeconds: 10 }))) return previous
    // Two servers on one folder: the second waits for the locks of the first, whose process nobody knows any more.
    await stopMetaDb(state)
  }
  const mariadbd = findProgram('mariadbd', PACKAGE)
  const folder = join(state.folder, 'metadb')
  const data = join(folder, 'data')
  await createData(data)
  const logFile = join(folder, 'mariadbd.log')
  const account = {
    host: metaDbHost(state),
    port: FIRST_PORT + state.index,
    user: 'oms',
    // Kept for good: config.yaml and whoever adopted the installation know it.
    password: previous?.password ?? `${randomBytes(6).toString('hex')}${NASTY}`,
    admin: previous?.admin ?? { user: 'sandbox', password: randomBytes(18).toString('hex') },
    socketPath: join(state.runFolder, 'm.sock'),
    options,
  }
  const initFile = join(folder, 'accounts.sql')
  writeFileSync(initFile, accountsSql(account), { mode: 0o600 })
  // A server that starts removes what other servers keep in a folder that they share.
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary, { recursive: true, mode: 0o700 })
  const args = ['--no-defaults', `--datadir=${data}`, `--init-file=${initFile}`, `--pid-file=${join(state.runFolder, 'm.pid')}`]
  args.push(`--tmpdir=${temporary}`)
  args.push(`--socket=${account.socketPath}`, `--port=${account.port}`, `--user=${userInfo().username}`)
  args.push(...options, '--skip-name-resolve', '--skip-log-bin', '--character-set-server=utf8mb4', '--max-connections=300')
  args.push('--innodb-buffer-pool-size=128M', '--innodb-flush-log-at-trx-commit=2')
  const mark = await spawnDetached(mariadbd, args, { logFile })
  state.metaDb = { ...account, process: mark }
  writeState(state)
  const metaDb = state.metaDb
  const isUp = await waitFor(async () => !isRunning(mark) || (await accepts(metaDb)), { timeoutSeconds: 60 })
  rmSync(initFile, { force: true })
  if (!isUp || !isRunning(mark)) {
    throw new SandboxError(`MariaDB did not start on port ${account.port}. The reason is at the end of ${logFile}`)
  }
  return metaDb
}

/** What the traits of the site ask of the server. */
function siteOptions(state: SandboxState): string[] {
  const has = (trait: TraitName) => state.traits.includes(trait)
  const zone = has('metadb-utc') ? '+00:00' : has('metadb-plus-8') ? '+08:00' : 'SYSTEM'
  const addresses = new Set(['127.0.0.1', metaDbHost(state)])
  return [`--default-time-zone=${zone}`, `--bind-address=${[...addresses].join()}`]
}

/** Data stays for the next start. */
export async function stopMetaDb(state: SandboxState): Promise<void> {
  if (!state.metaDb?.process) return
  await stopProcess(state.metaDb.process, 60)
  state.metaDb.process = null
  writeState(state)
}

async function createData(data: string): Promise<void> {
  if (existsSync(data)) return
  const install = findProgram('mariadb-install-db', PACKAGE)
  const part = `${data}.part`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { recursive: true, mode: 0o700 })
  const args = ['--no-defaults', `--datadir=${part}`, '--skip-test-db', '--auth-root-authentication-method=socket']
  await promisify(execFile)(install, [...args, `--user=${userInfo().username}`])
  renameSync(part, data)
}

function accountsSql({ user, password, admin }: Pick<MetaDbState, 'user' | 'password' | 'admin'>): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  const accounts = [`${quoted(user)}@'%'`, `${quoted(admin.user)}@'%'`]
  return [
    'SET NAMES utf8mb4;',
    `CREATE USER IF NOT EXISTS ${accounts.join(', ')};`,
    `ALTER USER ${accounts[0]} IDENTIFIED BY ${quoted(password)};`,
    `ALTER USER ${accounts[1]} IDENTIFIED BY ${quoted(admin.password)};`,
    `GRANT ${RIGHTS.replaceAll(/\s+/g, ' ')} ON *.* TO ${accounts[0]};`,
    `GRANT ALL PRIVILEGES ON *.* TO ${accounts[1]} WITH GRANT OPTION;`,
    '',
  ].join('\n')
}

async function accepts({ host, port, user, password }: Pick<MetaDbState, 'host' | 'port' | 'user' | 'password'>): Promise<boolean> {
  const connection = await createConnection({ host, port, user, password })
  await connection.end()
  return true
}
