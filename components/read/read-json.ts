import type { Problem } from '@/server/contract/result.ts'
import { UNATTENDED_HEADER } from '@/server/contract/unattended.ts'
import { ReadError } from './read-error.ts'

/** GET of one of the panel's own routes. Throws ReadError with the server's problem where there is one. */
export async function readJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const headers = { accept: 'application/json', ...(document.visibilityState === 'hidden' && { [UNATTENDED_HEADER]: '1' }) }
  const response = await fetch(url, { headers, cache: 'no-store', ...(signal && { signal }) }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new ReadError(null, null, cause)
  })
  const body: unknown = await response.json().catch((cause: unknown) => {
    throw new ReadError(null, response.status, cause)
  })
  if (response.ok) return body as T
  throw new ReadError(problemOf(body), response.status)
}

function problemOf(body: unknown): Problem | null {
  if (typeof body !== 'object' || body === null || !('problem' in body)) return null
  return body.problem as Problem
}
