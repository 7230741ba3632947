import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'

/** Words for what the transport threw. A dead engine is `unavailable`, an engine that says no is `refused`. */
export function problemOf(cause: unknown, address: string, request: { method: string; path: string }): OperatorError {
  if (cause instanceof OperatorError) return cause
  const { code, statusCode, message } = partsOf(cause)
  if (code === 'EACCES' || code === 'EPERM') {
    return new OperatorError('unavailable', say('docker.noPermission', { address }), {
      hint: say('docker.noPermissionHint'),
      raw: message,
      cause,
    })
  }
  if (statusCode !== null) {
    const said = say('docker.refused', { request: `${request.method} ${request.path}` })
    return new OperatorError(statusCode === 409 ? 'conflict' : 'refused', said, { hint: say('docker.refusedHint'), raw: message, cause })
  }
  if (cause instanceof SyntaxError || code?.startsWith('HPE_') === true) {
    return new OperatorError('unavailable', say('docker.badAnswer', { address }), { hint: say('docker.badAnswerHint'), cause })
  }
  return new OperatorError('unavailable', say('docker.unreachable', { address }), {
    hint: say('docker.unreachableHint'),
    raw: message,
    cause,
  })
}

function partsOf(cause: unknown): { code: string | null; statusCode: number | null; message: string } {
  if (!(cause instanceof Error)) return { code: null, statusCode: null, message: String(cause) }
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : null
  const statusCode = 'statusCode' in cause && typeof cause.statusCode === 'number' ? cause.statusCode : null
  // The transport writes "(HTTP code 500) unexpected - words of the engine ".
  return { code, statusCode, message: cause.message.replace(/^\(HTTP code \d+\) .*? - /, '').trim() }
}
