import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import { TooLarge, TooSlow } from '../network/http-request.ts'

const FIELD = { field: 'console.url' }

/** What a request that got no answer means to the operator. */
export function requestProblem(cause: unknown, url: URL, timeoutMs: number): OperatorError {
  if (cause instanceof OperatorError) return cause
  const shown = url.origin
  const raw = cause instanceof Error ? cause.message : String(cause)
  const checkUrl = { ...FIELD, hint: say('console.checkUrl'), raw, cause }
  if (cause instanceof TooSlow)
    return new OperatorError('timeout', say('console.timeout', { url: shown, seconds: timeoutMs / 1000 }), checkUrl)
  if (cause instanceof TooLarge) return new OperatorError('refused', say('console.tooLarge', { url: shown }), checkUrl)
  const code = (cause as { code?: string }).code ?? ''
  if (isCertificateProblem(code)) {
    return new OperatorError('refused', say('console.certificate', { url: shown }), {
      ...FIELD,
      hint: say('console.certificateHint'),
      raw: `${code}: ${raw}`,
      cause,
    })
  }
  // HPE_…: bytes that are no HTTP. EPROTO, ERR_SSL_…: https where http is spoken.
  if (/^(HPE_|EPROTO|ERR_SSL_)/.test(code)) return new OperatorError('refused', say('console.notOms', { url: shown }), checkUrl)
  return new OperatorError('unavailable', say('console.unreachable', { url: shown }), checkUrl)
}

function isCertificateProblem(code: string): boolean {
  return /CERT|^UNABLE_TO_|SELF_SIGNED|ERR_TLS_CERT/.test(code)
}
