import { createHash } from 'node:crypto'

export interface RestoreFence {
  /** Name of the server's user lock. */
  lock: string
  /** Takes the lock, or fails with error 1231 where another session holds it. */
  take: string
}

/**
 * The lock that every restore of this database holds while it writes, so that one left over from a killed process can be found and
 * ended (RELIABILITY.md 1.6). The name fits MySQL's 64 characters and needs no quoting.
 */
export function restoreFence(database: string): RestoreFence {
  const lock = `omsup.restore.${createHash('sha256').update(database).digest('hex').slice(0, 32)}`
  // The clients ignore what an init command returns, also an error that only shows while rows are read; a failing SET ends them.
  // No subquery: OceanBase's engine evaluates both sides of an `if`, so one that must fail always fails there.
  return { lock, take: `set session sql_mode = if(get_lock('${lock}', 0) = 1, @@sql_mode, 'restore.is.running')` }
}
