/** P1008: SQLITE_BUSY, also of a stale snapshot. P2034: a write conflict. P2028: no turn in this process, or out of time. */
const BUSY = new Set(['P1008', 'P2034', 'P2028'])
/** The driver's own names: a COMMIT is not translated by the adapter, and a statement is not yet at the adapter. */
const DRIVER = /^SQLITE_(BUSY|LOCKED)/

/** True where the store let nothing happen because somebody else was writing: the same work may simply be tried again. */
export function isStoreBusy(cause: unknown): boolean {
  if (typeof cause !== 'object' || cause === null) return false
  const { code, kind, cause: inner } = cause as { code?: unknown; kind?: unknown; cause?: unknown }
  if (kind === 'SocketTimeout' || (typeof code === 'string' && (BUSY.has(code) || DRIVER.test(code)))) return true
  return isStoreBusy(inner)
}
