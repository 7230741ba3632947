import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unpackMySql } from '../../engines/database-programs.ts'
import { programOf } from '../../engines/program-of.ts'
import { spawnDetached } from '../spawn-detached.ts'
import { accountStatements, type ServerSite, type StartedServer } from './server.ts'

/** MySQL as it comes: with a binary log, and accounts that sign in by caching_sha2_password. */
export async function startMySql({ folder, runFolder, addresses, timeZone, account }: ServerSite): Promise<StartedServer> {
  const unpacked = await unpackMySql()
  const program = programOf(unpacked.folder, 'mysqld')
  const usr = join(unpacked.folder, 'usr')
  const places = [
    `--basedir=${usr}`,
    `--lc-messages-dir=${join(usr, 'share', 'mysql')}`,
    `--plugin-dir=${join(usr, 'lib', 'mysql', 'plugin')}`,
  ]
  const common = ['--no-defaults', ...places, `--user=${userInfo().username}`]
  const data = join(folder, 'data')
  if (!existsSync(data)) {
    const part = `${data}.part`
    rmSync(part, { recursive: true, force: true })
    mkdirSync(part, { recursive: true, mode: 0o700 })
    await promisify(execFile)(program, [...common, `--datadir=${part}`, '--initialize-insecure'])
    renameSync(part, data)
  }
  const initFile = join(folder, 'accounts.sql')
  // Its root has no password yet.
  const rootAccount = `ALTER USER 'root'@'localhost' IDENTIFIED BY '${account.admin.password}'`
  writeFileSync(initFile, `${[rootAccount, ...accountStatements(account)].join(';\n')};\n`, { mode: 0o600 })
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary, { recursive: true, mode: 0o700 })
  const args = [
    ...common,
    `--datadir=${data}`,
    `--init-file=${initFile}`,
    `--pid-file=${join(runFolder, 'm.pid')}`,
    `--tmpdir=${temporary}`,
  ]
  args.push(`--socket=${account.socketPath}`, `--port=${account.port}`, `--bind-address=${addresses.join()}`, '--mysqlx=OFF')
  args.push(`--default-time-zone=${timeZone ?? 'SYSTEM'}`, '--skip-name-resolve', '--max-connections=300', '--secure-file-priv=NULL')
  // What a site with triggers has to set: the account of OMS has no SUPER.
  args.push('--log-bin-trust-function-creators=ON')
  args.push('--innodb-buffer-pool-size=128M', '--innodb-flush-log-at-trx-commit=2', '--sync-binlog=0')
  const mark = await spawnDetached(program, args, { logFile: join(folder, 'server.log') })
  const reading = { program: programOf(unpacked.folder, 'mysqldump'), options: ['--set-gtid-purged=OFF', '--no-tablespaces'] }
  return { process: mark, reading }
}
