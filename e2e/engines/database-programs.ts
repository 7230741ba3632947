import { execFileSync } from 'node:child_process'
import { dirname } from 'node:path'
import { findProgram } from '../sandbox/find-program.ts'
import { NotReached } from './not-reached.ts'
import { programOf } from './program-of.ts'
import { type PackageSet, unpackPackages } from './unpack-packages.ts'

const MYSQL = { release: 'sid', packages: ['mysql-server-core', 'mysql-client-core'] }
const MARIADB = { release: 'trixie', packages: ['mariadb-server', 'mariadb-client'] }

export const unpackMySql = () => unpacked(MYSQL)
export const unpackMariaDb = () => unpacked(MARIADB)

async function unpacked(wanted: PackageSet): Promise<{ folder: string; version: string }> {
  const found = await unpackPackages(wanted)
  if (found.state !== 'ready') throw new NotReached(found.reason)
  // Debian puts an epoch before some versions, which says nothing of the program's own.
  return { folder: found.folder, version: (found.versions[wanted.packages[0] ?? ''] ?? '').replace(/^\d+:/, '') }
}

/** Version of the MariaDB that is installed. */
export function machineMariaDb(): string {
  try {
    const text = execFileSync(findProgram('mariadbd', 'mariadb-server'), ['--version'], { encoding: 'utf8' })
    return /\bVer (\S+)/.exec(text)?.[1] ?? text.trim()
  } catch (cause) {
    throw new NotReached(cause instanceof Error ? cause.message : String(cause))
  }
}

/** A folder for PATH with the clients of MySQL 9. */
export async function mySqlClients(): Promise<string> {
  const { folder } = await unpackMySql()
  programOf(folder, 'mysql')
  return dirname(programOf(folder, 'mysqldump'))
}

/** A folder for PATH with the clients of MariaDB 11.8, which check TLS unless they are told not to and have no names that begin with "mysql". */
export async function mariaDbClients(): Promise<string> {
  const { folder } = await unpackMariaDb()
  programOf(folder, 'mariadb')
  return dirname(programOf(folder, 'mariadb-dump'))
}
