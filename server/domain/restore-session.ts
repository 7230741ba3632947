import { restoreFence } from './restore-fence.ts'

/**
 * What a table may have been made or filled with all the same, and a restore must not refuse it for: an impossible row format, rows that
 * a check added later refuses. Each only where the server knows it and the account may set it.
 */
export const RESTORE_SETTINGS = ['innodb_strict_mode = 0', 'check_constraint_checks = 0'] as const

/**
 * What ends a long statement, and what lets a proxy answer from a copy that is behind: set in each session of whoever restores without the
 * panel. Each only where the server knows it.
 */
export const LONG_SESSION = [
  'max_statement_time = 3600',
  'max_execution_time = 3600000',
  'ob_query_timeout = 3600000000',
  'ob_trx_timeout = 3700000000',
  'ob_trx_idle_timeout = 3600000000',
  "ob_read_consistency = 'STRONG'",
] as const

/** The statement with which a restore begins; null where there is nothing to say. One only: a client takes no more. */
export function restoreOpening(database: string, isFenced: boolean, settings: readonly string[]): string | null {
  if (isFenced) return [restoreFence(database).take, ...settings].join(', ')
  return settings.length === 0 ? null : `set session ${settings.join(', ')}`
}
