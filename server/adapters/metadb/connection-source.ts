import mysql, { type Connection } from 'mysql2/promise'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { lookForDialect } from './dialects/choose-dialect.ts'
import type { Dialect } from './dialects/dialect.ts'
import { mysql as plainMysql } from './dialects/mysql.ts'
import { readGreeting } from './read-greeting.ts'
import { Session, type Statements } from './session.ts'
import { signInProtection } from './sign-in-protection.ts'
import { toNumber } from './to-number.ts'
import { toOperatorError } from './to-operator-error.ts'

const CONNECT_TIMEOUT_MS = 10_000

/**
 * Opens one connection for each piece of work and closes it after: between steps that take an hour nothing can go stale,
 * and no idle session of the panel stands on the MetaDB. Aborting ends the statement on the server too.
 */
export class ConnectionSource {
  readonly #login: MetaDbLogin
  readonly #statements: Statements
  readonly #closing = new AbortController()
  #dialect: Dialect | undefined

  constructor(login: MetaDbLogin, statements: Statements = {}) {
    this.#login = login
    this.#statements = statements
  }

  /** Errors of the driver leave as OperatorError; an abort leaves as the signal's reason. */
  async use<T>(work: (session: Session) => Promise<T>, signal?: AbortSignal, charset: 'utf8mb4' | 'latin1' = 'utf8mb4'): Promise<T> {
    const stop = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal
    stop.throwIfAborted()
    const { connection, isEncrypted } = await this.#connect(charset)
    let broken: unknown
    // Without a listener an error between two statements would end the panel's process.
    connection.on('error', (error: unknown) => {
      broken = error
    })
    // As the server itself knows the session: a proxy may greet with a number of its own, which is somebody else's on the server.
    let serverId: number | null = null
    const noteId = async (): Promise<void> => {
      const [row] = await new Session(connection, plainMysql).plain('select connection_id() as id')
      serverId = toNumber(row?.['id'])
    }
    let abort = (): void => undefined
    // The driver leaves a statement pending for ever when its connection is destroyed, so the abort itself has to end the wait.
    const aborted = new Promise<never>((_, reject) => {
      abort = () => {
        connection.destroy()
        if (serverId !== null) void this.#kill(serverId)
        reject(stop.reason)
      }
    })
    stop.addEventListener('abort', abort, { once: true })
    try {
      stop.throwIfAborted()
      return await Promise.race([
        noteId()
          .then(() => this.#open(connection, isEncrypted))
          .then(work),
        aborted,
      ])
    } catch (error) {
      stop.throwIfAborted()
      throw toOperatorError(broken ?? error, this.#login)
    } finally {
      stop.removeEventListener('abort', abort)
      connection.destroy()
    }
  }

  /** The server is looked at once: every later session knows whom it talks to. */
  async #open(connection: Connection, isEncrypted: boolean): Promise<Session> {
    this.#dialect ??= await lookForDialect(new Session(connection, plainMysql))
    await this.#dialect.openSession(new Session(connection, this.#dialect))
    return new Session(connection, this.#dialect, { ...this.#statements, isEncrypted })
  }

  close(): void {
    this.#closing.abort(new Error('the connection to the MetaDB was closed'))
  }

  async #connect(charset = 'utf8mb4'): Promise<{ connection: Connection; isEncrypted: boolean }> {
    const { host, port, user, password, tls } = this.#login
    const { socket, offersTls } = await readGreeting({ host, port }, CONNECT_TIMEOUT_MS).catch((error: unknown) => {
      throw toOperatorError(error, this.#login, true)
    })
    // Node compares a certificate with the name that the socket was connected to, and notes none for a plain address.
    Object.assign(socket, { _host: host })
    try {
      const protection = signInProtection(tls, offersTls)
      const connection = await mysql.createConnection({
        ...protection,
        stream: socket,
        host,
        port,
        user,
        password: password.reveal(),
        charset,
        timezone: 'Z',
        supportBigNumbers: true,
        connectTimeout: CONNECT_TIMEOUT_MS,
      })
      return { connection, isEncrypted: protection.ssl !== undefined }
    } catch (error) {
      socket.destroy()
      throw toOperatorError(error, this.#login, true)
    }
  }

  /** The server goes on with a statement whose client is gone, for example a long delete; best effort. */
  async #kill(serverId: number): Promise<void> {
    const opened = await this.#connect().catch(() => null)
    await opened?.connection.query(`kill ${serverId}`).catch(() => undefined)
    opened?.connection.destroy()
  }
}
