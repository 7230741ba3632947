import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import mysql, { type Connection } from 'mysql2/promise'
import type { MetaDbTls } from '../../../contract/metadb-tls.ts'
import { Secret } from '../../../domain/secret.ts'
import type { MetaDbLogin } from '../../../procedure/ports/metadb.ts'

const run = promisify(execFile)
const ROOT_PASSWORD = 'root "pass#word\\;'

/** A MariaDB of a test's own, which the test may kill: own port, own folder, no settings of the machine. */
export interface PrivateMariaDb {
  port: number
  root: MetaDbLogin
  login(user: string, password: string, tls?: MetaDbTls): MetaDbLogin
  /** Runs statements as root, one after the other. */
  sql(...statements: string[]): Promise<void>
  /** First column of the first row. */
  value(statement: string): Promise<unknown>
  /** kill -9, as a power loss would. */
  kill(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

interface Options {
  /** Files of a certificate with which it offers TLS. */
  tls?: { ca: string; cert: string; key: string }
  options?: string[]
  /** Programs other than the machine's. */
  programs?: { mariadbd: string; 'mariadb-install-db': string }
}

const OF_THE_MACHINE = { mariadbd: 'mariadbd', 'mariadb-install-db': 'mariadb-install-db' }

export async function startPrivateMariaDb({ tls, options = [], programs = OF_THE_MACHINE }: Options = {}): Promise<PrivateMariaDb> {
  const folder = await mkdtemp(join(tmpdir(), 'panel-mariadb-'))
  const account = process.getuid?.() === 0 ? ['--user=root'] : []
  await run(programs['mariadb-install-db'], [
    '--no-defaults',
    `--datadir=${folder}/data`,
    '--skip-test-db',
    '--auth-root-authentication-method=normal',
    ...account,
  ])
  const port = await freePort()
  const login = (user: string, password: string, as: MetaDbTls = { mode: 'offered' }): MetaDbLogin => ({
    ...{ host: '127.0.0.1', port, user, password: new Secret(password), tls: as },
  })
  let server: ReturnType<typeof spawn> | undefined
  let password = ''

  const connect = (): Promise<Connection> =>
    mysql.createConnection({
      host: '127.0.0.1',
      port,
      user: 'root',
      password,
      multipleStatements: true,
      ...(tls && { ssl: { rejectUnauthorized: false } }),
    })
  const withRoot = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    const connection = await connect()
    try {
      return await work(connection)
    } finally {
      connection.destroy()
    }
  }
  const ended = (): Promise<void> =>
    new Promise((resolve) =>
      server === undefined || server.exitCode !== null || server.signalCode !== null ? resolve() : server.once('exit', () => resolve()),
    )

  const database: PrivateMariaDb = {
    port,
    root: login('root', ROOT_PASSWORD),
    login,
    sql: (...statements) =>
      withRoot(async (connection) => {
        for (const statement of statements) await connection.query(statement)
      }),
    value: (statement) =>
      withRoot(async (connection) => {
        const [rows] = await connection.query({ sql: statement, rowsAsArray: true })
        return Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0][0] : undefined
      }),
    async kill() {
      server?.kill('SIGKILL')
      await ended()
    },
    async start() {
      server = spawn(
        programs.mariadbd,
        [
          '--no-defaults',
          ...account,
          `--datadir=${folder}/data`,
          `--socket=${folder}/socket`,
          `--pid-file=${folder}/pid`,
          `--port=${port}`,
          '--bind-address=127.0.0.1',
          '--innodb-buffer-pool-size=64M',
          '--skip-log-bin',
          '--character-set-server=latin1',
          '--innodb-flush-log-at-trx-commit=2',
          ...(tls === undefined ? [] : [`--ssl-ca=${tls.ca}`, `--ssl-cert=${tls.cert}`, `--ssl-key=${tls.key}`]),
          ...options,
        ],
        { stdio: 'ignore' },
      )
      for (;;) {
        if (server.exitCode !== null) throw new Error(`mariadbd ended with ${server.exitCode}`)
        const connection = await connect().catch(() => null)
        connection?.destroy()
        if (connection) return
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    async stop() {
      server?.kill('SIGKILL')
      await ended()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await database.start()
  await database.sql(`alter user root@localhost identified by ${mysql.escape(ROOT_PASSWORD)}`)
  password = ROOT_PASSWORD
  return database
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
