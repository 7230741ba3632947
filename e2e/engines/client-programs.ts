import { dirname } from 'node:path'
import { unpackedProgram, unpackPackages } from './unpack-packages.ts'

export const unpackMySql = () => unpackPackages('mysql', 'sid', ['mysql-server-core', 'mysql-client-core'])
export const unpackMariaDb = () => unpackPackages('mariadb-11.8', 'trixie', ['mariadb-server', 'mariadb-client'])

/** A folder for PATH with the clients of MySQL 9. */
export async function mySqlClients(): Promise<string> {
  const root = await unpackMySql()
  unpackedProgram(root, 'usr/bin/mysql')
  return dirname(unpackedProgram(root, 'usr/bin/mysqldump'))
}

/** A folder for PATH with the clients of MariaDB 11.8, which check TLS unless told not to and have no names that begin with "mysql". */
export async function mariaDbClients(): Promise<string> {
  const root = await unpackMariaDb()
  unpackedProgram(root, 'usr/bin/mariadb')
  return dirname(unpackedProgram(root, 'usr/bin/mariadb-dump'))
}
