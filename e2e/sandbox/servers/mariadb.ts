import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unpackMariaDb } from '../../engines/database-programs.ts'
import { programOf } from '../../engines/program-of.ts'
import { findProgram } from '../find-program.ts'
import { SandboxError } from '../sandbox-error.ts'
import { spawnDetached } from '../spawn-detached.ts'
import { accountStatements, type ServerSite, type StartedServer } from './server.ts'

const PACKAGE = 'mariadb-server'

/** The machine's own MariaDB. */
export function startMachineMariaDb(site: ServerSite): Promise<StartedServer> {
  const install = async (data: string) => {
    const program = findProgram('mariadb-install-db', PACKAGE)
    const args = ['--no-defaults', `--datadir=${data}`, '--skip-test-db', '--auth-root-authentication-method=socket']
    await promisify(execFile)(program, [...args, `--user=${userInfo().username}`])
  }
  return start(site, findProgram('mariadbd', PACKAGE), install, [])
}

/** A newer one that is not installed. */
export async function startUnpackedMariaDb(site: ServerSite): Promise<StartedServer> {
  const { folder: root } = await unpackMariaDb()
  const program = programOf(root, 'mariadbd')
  const share = join(root, 'usr', 'share', 'mariadb')
  const places = [
    `--basedir=${join(root, 'usr')}`,
    `--lc-messages-dir=${share}`,
    `--plugin-dir=${join(root, 'usr', 'lib', 'mysql', 'plugin')}`,
  ]
  const started = await start(site, program, (data) => bootstrap(program, share, [...places, `--datadir=${data}`]), places)
  // Without the server's certificate, which nobody here can check.
  const options = ['--loose-skip-ssl-verify-server-cert']
  return { ...started, reading: { program: programOf(root, 'mariadb-dump'), options } }
}

async function start(
  site: ServerSite,
  program: string,
  install: (data: string) => Promise<void>,
  places: string[],
): Promise<StartedServer> {
  const { folder, runFolder, account } = site
  const data = join(folder, 'data')
  if (!existsSync(data)) {
    const part = `${data}.part`
    rmSync(part, { recursive: true, force: true })
    mkdirSync(part, { recursive: true, mode: 0o700 })
    await install(part)
    renameSync(part, data)
  }
  const initFile = join(folder, 'accounts.sql')
  writeFileSync(initFile, `${accountStatements(account, site.lacking).join(';\n')};\n`, { mode: 0o600 })
  // A server that starts removes what other servers keep in a folder that they share.
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary, { recursive: true, mode: 0o700 })
  const args = ['--no-defaults', ...places, `--datadir=${data}`, `--init-file=${initFile}`, `--pid-file=${join(runFolder, 'm.pid')}`]
  args.push(`--tmpdir=${temporary}`)
  args.push(`--socket=${account.socketPath}`, `--port=${account.port}`, `--user=${userInfo().username}`)
  args.push(`--default-time-zone=${site.timeZone ?? 'SYSTEM'}`, `--bind-address=${site.addresses.join()}`)
  args.push('--skip-name-resolve', '--skip-log-bin', '--character-set-server=utf8mb4', '--max-connections=300')
  args.push('--innodb-buffer-pool-size=128M', '--innodb-flush-log-at-trx-commit=2', ...(site.options ?? []))
  return { process: await spawnDetached(program, args, { logFile: join(folder, 'server.log') }) }
}

/** What mariadb-install-db does; that script looks for its parts in places of the machine. */
async function bootstrap(program: string, share: string, args: string[]): Promise<void> {
  const files = ['mariadb_system_tables', 'mariadb_performance_tables', 'mariadb_system_tables_data', 'maria_add_gis_sp_bootstrap']
  const sql = files.map((name) => readFileSync(join(share, `${name}.sql`), 'utf8'))
  const begin = 'create database mysql;\nuse mysql;\nset @auth_root_socket = null;\nset @skip_auth_anonymous = 1;'
  const work = promisify(execFile)(program, ['--no-defaults', ...args, '--bootstrap', `--user=${userInfo().username}`])
  work.child.stdin?.on('error', () => {}).end([begin, ...sql].join('\n'))
  await work.catch((cause: Error) => {
    throw new SandboxError(`MariaDB could not make its system tables: ${cause.message.slice(-2000)}`)
  })
}
