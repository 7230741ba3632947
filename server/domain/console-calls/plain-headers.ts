import type { ConsoleCall } from '../../contract/console-calls.ts'
import type { Exchange } from './exchange.ts'

/** Headers that carry who asks. */
export const CREDENTIAL = /auth|token|csrf|xsrf|session|ticket|secret|api-?key|signature/i

/** Headers of a call that are worth sending again. Ids that differ each time, and what a browser says of itself, are not. */
export function plainHeaders({ headers }: Exchange): ConsoleCall['headers'] {
  const kept = /^(accept|x-requested-with|accept-language)$/i
  const isOwn = /^x-(?!.*(request-?id|trace|span|b3|forwarded|real-ip|correlation))/i
  return headers
    .filter(([name, value]) => (kept.test(name) || isOwn.test(name)) && !CREDENTIAL.test(name) && /^[\x20-\x7e]{1,400}$/.test(value))
    .slice(0, 20)
}
