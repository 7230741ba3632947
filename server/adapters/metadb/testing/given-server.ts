import mysql from 'mysql2/promise'
import { Secret } from '../../../domain/secret.ts'
import type { MetaDbLogin } from '../../../procedure/ports/metadb.ts'
import { startPrivateMariaDb } from './start-private-mariadb.ts'

/** The server of these tests, and an account that may do everything on it. */
export interface GivenServer {
  login: MetaDbLogin
  /** How another account signs in. OceanBase wants the tenant, a proxy of it the cluster too. */
  spelled(account: string): string
  /** A connection of somebody else. */
  stranger(): Promise<Stranger>
  stop(): Promise<void>
}

export interface Stranger {
  connection: mysql.Connection
  /** As the server knows it; a proxy greets with another one. */
  id: number
  /** Without tenant and cluster, as the server knows it. */
  account: string
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
    const [, , ending = ''] = PARTS.exec(login.user) ?? []
    return { login, spelled: (account) => `${account}${ending}`, stranger: () => meet(login), stop: async () => undefined }
  }
  const own = await startPrivateMariaDb()
  return { login: own.root, spelled: (account) => account, stranger: () => meet(own.root), stop: () => own.stop() }
}

const PARTS = /^([^@]*)(@.*)?$/

async function meet({ host, port, user, password }: MetaDbLogin): Promise<Stranger> {
  const connection = await mysql.createConnection({ host, port, user, password: password.reveal(), charset: 'utf8mb4' })
  const [rows] = await connection.query<mysql.RowDataPacket[]>('select connection_id() as id')
  return { connection, id: Number(rows[0]?.['id']), account: PARTS.exec(user)?.[1] ?? user }
}
