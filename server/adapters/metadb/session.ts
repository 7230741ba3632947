import { setTimeout as pause } from 'node:timers/promises'
import type { Connection as CallbackConnection } from 'mysql2'
import type { Connection, RowDataPacket } from 'mysql2/promise'
import type { Permit } from '../../engine/permit.ts'
import type { Row, Value } from './dialects/asking.ts'
import type { Dialect } from './dialects/dialect.ts'
import { namesNewDatabase } from './new-databases.ts'
import { sqlText } from './sql-text.ts'

const STATEMENT_TIMEOUT_MS = 60_000
const TOO_SLOW = new Set([1205, 1317, 1969, 3024, 4012])
// A row of OMS may have megabytes.
const ROWS_AHEAD = 16

export type { Row }

/** What every statement of a session needs; neither for one that only reads. */
export interface Statements {
  /** Asked right before each statement. */
  permit?: Permit
  /** Comment before each statement, by which a later attempt finds it in the server's list. */
  mark?: string
  /** As the driver knows it of its own end. */
  isEncrypted?: boolean
}

/** Statements on one connection. */
export class Session {
  readonly dialect: Dialect
  readonly #connection: Connection
  readonly #statements: Statements
  #timeoutMs = STATEMENT_TIMEOUT_MS

  constructor(connection: Connection, dialect: Dialect, statements: Statements = {}) {
    this.dialect = dialect
    this.#connection = connection
    this.#statements = statements
  }

  /** The text as it goes out, now: the permit is asked here. */
  #outgoing(sql: string): string {
    const { permit, mark = '' } = this.#statements
    permit?.check()
    return mark === '' ? sql : `${mark} ${sql}`
  }

  /** Sends a statement, and again where the dialect knows that its refusal had no effect and may pass. */
  async #send(sql: string) {
    const begun = performance.now()
    for (let attempt = 1; ; attempt += 1) {
      try {
        const [result] = await this.#connection.query<RowDataPacket[]>({ sql: this.#outgoing(sql), timeout: this.#timeoutMs })
        return result
      } catch (error) {
        await this.#pauseBeforeNext(error, { sql, attempt, begun })
      }
    }
  }

  /** Throws the error where the statement may not be sent again. */
  async #pauseBeforeNext(error: unknown, { sql, attempt, begun }: { sql: string; attempt: number; begun: number }): Promise<void> {
    const { errno = 0 } = error as { errno?: number }
    const elapsedMs = performance.now() - begun
    const wait = this.dialect.retryAfterMs({ errno, sql, attempt, elapsedMs, namesNewDatabase: namesNewDatabase(sql) })
    if (wait === null) throw error
    await pause(wait)
  }

  /** Column names in lower case: information_schema spells them differently from server to server. `?` stands for a value. */
  async rows(sql: string, values: Value[] = []): Promise<Row[]> {
    return await this.plain(sqlText(sql, values))
  }

  /** Number of rows that the statement changed. */
  async change(sql: string, values: Value[] = []): Promise<number> {
    const result: object = await this.#send(sqlText(sql, values))
    return 'affectedRows' in result ? Number(result.affectedRows) : 0
  }

  /** Cipher by the server's own word, or by the driver's where the server does not know the name; null: clear text. */
  async cipher(): Promise<string | null> {
    const [row] = await this.plain("show session status like 'Ssl_cipher'")
    if (row === undefined) return this.#statements.isEncrypted === true ? 'TLS' : null
    return String(row['value']) || null
  }

  /** The caller quotes identifiers, and has no values. */
  async plain(sql: string): Promise<Row[]> {
    const rows = await this.#send(sql)
    if (!Array.isArray(rows)) return []
    return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value as unknown])))
  }

  /** Whether the server prepares statements; the panel's own go as text. */
  async prepares(): Promise<boolean> {
    return await this.#connection.execute(this.#outgoing('select 1')).then(
      () => true,
      (error: unknown) => {
        if (!isRefusal(error)) throw error
        return false
      },
    )
  }

  /**
   * Rows one by one, as the bytes that the server sends, however many there are: it waits while nobody takes them. Like any statement it is
   * sent again where its refusal may pass, as long as no row has come.
   */
  async *stream(sql: string): AsyncGenerator<(Buffer | null)[]> {
    const connection: object = this.#connection
    if (!hasStreams(connection)) throw new Error('the driver cannot stream rows')
    const begun = performance.now()
    for (let attempt = 1; ; attempt += 1) {
      let hasRows = false
      try {
        const query = connection.connection.query({
          sql: this.#outgoing(sql),
          timeout: this.#timeoutMs,
          rowsAsArray: true,
          typeCast: (field: { buffer(): Buffer | null }) => field.buffer(),
        })
        for await (const row of query.stream({ highWaterMark: ROWS_AHEAD })) {
          hasRows = true
          yield row
        }
        return
      } catch (error) {
        if (hasRows) throw error
        await this.#pauseBeforeNext(error, { sql, attempt, begun })
      }
    }
  }

  /** Counting or deleting millions of rows may take longer than a server allows. Only this session's limit is lifted, to an hour. */
  async allowLongStatements(): Promise<void> {
    this.#timeoutMs = 3_600_000
    await this.dialect.allowLongStatements(this)
  }

  /** A session that holds a lock must not keep a change waiting for hours. */
  async limitLockWait(seconds: number): Promise<void> {
    await this.dialect.limitLockWait(this, seconds)
  }
}

/** The driver's connections of promises are made of those with callbacks, which alone stream. */
function hasStreams(connection: object): connection is { connection: CallbackConnection } {
  return 'connection' in connection && typeof connection.connection === 'object' && connection.connection !== null
}

/** The server understood and said no, and the session goes on; a broken connection or a statement that took too long is something else. */
export function isRefusal(error: unknown): boolean {
  const { errno, fatal } = error as { errno?: number; fatal?: boolean }
  return errno !== undefined && errno > 0 && fatal !== true && !TOO_SLOW.has(errno)
}
