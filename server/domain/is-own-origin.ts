/** Whether a request that changes something came from a page of the panel itself. A missing Origin is no: every browser sends one. */
export function isOwnOrigin(origin: string | null, host: string | null, baseUrl: string | null): boolean {
  if (origin === null || !URL.canParse(origin)) return false
  if (baseUrl !== null) return origin === baseUrl
  return host !== null && new URL(origin).host === host
}
