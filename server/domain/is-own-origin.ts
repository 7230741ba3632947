/** Set by the panel where it took a foreign Origin away from Next; for the words of the refusal. */
export const FOREIGN_ORIGIN_HEADER = 'x-panel-foreign-origin'

/**
 * Whether a request that changes something came from a page of the panel itself. A missing Origin is no: every browser sends one.
 * Without BASE_URL the panel speaks http only, so that a page of the same name under https is somebody else's.
 */
export function isOwnOrigin(origin: string | null, host: string | null, baseUrl: string | null): boolean {
  if (origin === null || (baseUrl ?? host) === null) return false
  return origin === (baseUrl ?? `http://${host}`)
}
