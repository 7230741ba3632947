import mysql from 'mysql2/promise'
import { Secret } from '../../../domain/secret.ts'
import type { MetaDbLogin } from '../../../procedure/ports/metadb.ts'
import { startPrivateMariaDb } from './start-private-mariadb.ts'

/** The server of these tests, and an account that may do everything on it. */
export interface GivenServer {
  login: MetaDbLogin
  /** A connection of somebody else. */
  stranger(): Promise<mysql.Connection>
  stop(): Promise<void>
}

/** The one at `METADB_URL` (`mysql://user:password@host:port`), else a MariaDB of the tests' own. */
export async function givenServer(): Promise<GivenServer> {
  const url = process.env['METADB_URL']
  if (url !== undefined && url !== '') {
    const { hostname: host, port, username, password } = new URL(url)
    const word = decodeURIComponent(password)
    const login = {
      host,
      port: Number(port || '3306'),
      user: decodeURIComponent(username),
      password: new Secret(word),
      tls: { mode: 'offered' as const },
    }
    return { login, stranger: () => connect(login), stop: async () => undefined }
  }
  const own = await startPrivateMariaDb()
  return { login: own.root, stranger: () => connect(own.root), stop: () => own.stop() }
}

async function connect({ host, port, user, password }: MetaDbLogin): Promise<mysql.Connection> {
  return await mysql.createConnection({ host, port, user, password: password.reveal(), charset: 'utf8mb4' })
}
