import { consoleRequest } from './console-request.ts'
import { asObject, isTrue, parseObject } from './envelope.ts'
import { requestProblem } from './request-problem.ts'

/** GET /oms/health, once. Old versions lack it: an answer of another shape is unknown, and only OMS's own word is unhealthy or healthy. */
export async function checkHealth(address: string, timeoutMs: number, signal?: AbortSignal): Promise<'healthy' | 'unhealthy' | 'unknown'> {
  const url = new URL('/oms/health', new URL(address).origin)
  const answer = await consoleRequest({ url, method: 'GET', timeoutMs, signal }).catch((cause: unknown) => {
    signal?.throwIfAborted()
    throw requestProblem(cause, url, timeoutMs)
  })
  if (answer.status >= 500) return 'unhealthy'
  const healthy = asObject(parseObject(answer.text)?.get('data'))?.get('healthy')
  if (answer.status !== 200 || healthy === undefined) return 'unknown'
  return isTrue(healthy) ? 'healthy' : 'unhealthy'
}
