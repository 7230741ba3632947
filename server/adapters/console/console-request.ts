import { type HttpAnswer, type HttpRequest, httpRequest } from '../network/http-request.ts'
import { consoleGuard } from './console-guard.ts'

const MAXIMUM_BYTES = 1 << 20

/** One exchange with a console: never with a link-local address, and no answer of one is larger than 1 MB. */
export async function consoleRequest(request: Omit<HttpRequest, 'guard' | 'maximumBytes'>): Promise<HttpAnswer> {
  return await httpRequest({ ...request, guard: consoleGuard, maximumBytes: MAXIMUM_BYTES })
}
