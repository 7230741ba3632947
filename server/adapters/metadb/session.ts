import type { Connection, RowDataPacket } from 'mysql2/promise'
import type { Permit } from '../../engine/permit.ts'

const STATEMENT_TIMEOUT_MS = 60_000
const TOO_SLOW = new Set([1205, 1317, 1969, 3024, 4012])
const UNKNOWN_VARIABLE = 1193

export type Value = string | number | bigint | null

export type Row = Record<string, unknown>

/** What every statement of a session needs; neither for one that only reads. */
export interface Statements {
  /** Asked right before each statement. */
  permit?: Permit
  /** Comment before each statement, by which a later attempt finds it in the server's list. */
  mark?: string
  /** As the driver knows it of its own end. */
  isEncrypted?: boolean
}

/** Statements on one connection. Values go as parameters of prepared statements, never into the text. */
export class Session {
  readonly #connection: Connection
  readonly #statements: Statements
  #timeoutMs = STATEMENT_TIMEOUT_MS

  constructor(connection: Connection, statements: Statements = {}) {
    this.#connection = connection
    this.#statements = statements
  }

  /** The text as it goes out, now: the permit is asked here. */
  #outgoing(sql: string): string {
    const { permit, mark = '' } = this.#statements
    permit?.check()
    return mark === '' ? sql : `${mark} ${sql}`
  }

  /** Column names in lower case: information_schema spells them differently from server to server. */
  async rows(sql: string, values: Value[] = []): Promise<Row[]> {
    const parameters = values.map((value) => (typeof value === 'bigint' ? String(value) : value))
    const [rows] = await this.#connection.execute<RowDataPacket[]>({ sql: this.#outgoing(sql), timeout: this.#timeoutMs }, parameters)
    return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value as unknown])))
  }

  /** Number of rows that the statement changed. */
  async change(sql: string, values: Value[] = []): Promise<number> {
    const parameters = values.map((value) => (typeof value === 'bigint' ? String(value) : value))
    const [result] = await this.#connection.execute({ sql: this.#outgoing(sql), timeout: this.#timeoutMs }, parameters)
    return 'affectedRows' in result ? result.affectedRows : 0
  }

  /** Cipher by the server's own word, or by the driver's where the server does not know the name; null: clear text. */
  async cipher(): Promise<string | null> {
    const [row] = await this.plain("show session status like 'Ssl_cipher'")
    if (row === undefined) return this.#statements.isEncrypted === true ? 'TLS' : null
    return String(row['value']) || null
  }

  /** For statements that cannot be prepared everywhere (SET, SHOW, DDL): the caller quotes identifiers. */
  async plain(sql: string): Promise<Row[]> {
    const [rows] = await this.#connection.query<RowDataPacket[]>({ sql: this.#outgoing(sql), timeout: this.#timeoutMs })
    if (!Array.isArray(rows)) return []
    return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value as unknown])))
  }

  /**
   * Counting or deleting millions of rows may take longer than the server's limit of one statement (OceanBase: 10 s).
   * Only this session's limit is lifted, to an hour; a server that does not know a variable says so and is left as it is.
   */
  async allowLongStatements(): Promise<void> {
    this.#timeoutMs = 3_600_000
    const limits = [
      'max_statement_time = 3600',
      'max_execution_time = 3600000',
      'ob_query_timeout = 3600000000',
      'ob_trx_timeout = 3700000000',
    ]
    for (const limit of limits) {
      await this.plain(`set session ${limit}`).catch((error: { errno?: number }) => {
        if (error.errno !== UNKNOWN_VARIABLE) throw error
      })
    }
  }

  /** A session that holds a lock must not keep a change waiting for hours. A server that does not know the limit is left as it is. */
  async limitLockWait(seconds: number): Promise<void> {
    await this.plain(`set session lock_wait_timeout = ${seconds}`).catch((error: { errno?: number }) => {
      if (error.errno !== UNKNOWN_VARIABLE) throw error
    })
  }
}

/** The server understood and said no, and the session goes on; a broken connection or a statement that took too long is something else. */
export function isRefusal(error: unknown): boolean {
  const { errno, fatal } = error as { errno?: number; fatal?: boolean }
  return errno !== undefined && errno > 0 && fatal !== true && !TOO_SLOW.has(errno)
}
