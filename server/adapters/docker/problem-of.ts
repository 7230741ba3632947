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
  if (statusCode === 400 && /HTTP request to an HTTPS server/i.test(message)) {
    return new OperatorError('unavailable', say('docker.tlsNeeded', { address }), {
      hint: say('docker.tlsNeededHint'),
      raw: message,
      cause,
    })
  }
  if (statusCode !== null) {
    const said = say('docker.refused', { request: `${request.method} ${request.path}` })
    return new OperatorError(statusCode === 409 ? 'conflict' : 'refused', said, { hint: say('docker.refusedHint'), raw: message, cause })
  }
  if (code !== null && TLS_FAILED.test(code)) {
    return new OperatorError('unavailable', say('docker.tlsFailed', { address }), {
      hint: say('docker.tlsFailedHint'),
      raw: message,
      cause,
    })
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

// Node's words for a certificate that is not proven or for another name, OpenSSL's for one that the engine refused, and an engine without TLS.
const TLS_FAILED = /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(VERIFY|GET_ISSUER))/

function partsOf(cause: unknown): { code: string | null; statusCode: number | null; message: string } {
  if (!(cause instanceof Error)) return { code: null, statusCode: null, message: String(cause) }
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : null
  const statusCode = 'statusCode' in cause && typeof cause.statusCode === 'number' ? cause.statusCode : null
  // The transport writes "(HTTP code 500) unexpected - words of the engine ".
  return { code, statusCode, message: cause.message.replace(/^\(HTTP code \d+\) .*? - /, '').trim() }
}
