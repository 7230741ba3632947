import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import { TooLarge, TooSlow } from '../network/http-request.ts'

interface Asked {
  /** Scheme and host, or host and port: no secret. */
  shown: string
  field: string
  timeoutMs: number
  redact(text: string): string
}

/** What a try that came to no good answer means to the administrator. */
export function noticeProblem(cause: unknown, { shown, field, timeoutMs, redact }: Asked): OperatorError {
  if (cause instanceof OperatorError) return cause
  const { code = '', responseCode } = cause as { code?: string; responseCode?: number }
  const raw = redact(cause instanceof Error ? cause.message : String(cause)).slice(0, 500)
  // No `cause`: the error of a library may carry the address, which is a secret, into the log.
  if (cause instanceof TooSlow)
    return new OperatorError('timeout', say('notices.timeout', { where: shown, seconds: timeoutMs / 1000 }), { field })
  if (cause instanceof TooLarge) return new OperatorError('refused', say('notices.tooLarge', { where: shown }), { field })
  if (code === 'EAUTH') return new OperatorError('refused', say('notices.mailSignIn', { where: shown }), { field: 'secret', raw })
  if (responseCode !== undefined || code === 'EENVELOPE' || code === 'EMESSAGE')
    return new OperatorError('refused', say('notices.mailRefused', { where: shown }), { field, raw })
  if (/CERT|^UNABLE_TO_|SELF_SIGNED/.test(code) || /certificate/i.test(raw))
    return new OperatorError('refused', say('notices.certificate', { where: shown }), { hint: say('notices.certificateHint'), field, raw })
  if (/^(HPE_|EPROTO|ERR_SSL_|ETLS)/.test(code))
    return new OperatorError('refused', say('notices.otherProtocol', { where: shown }), { field, raw })
  return new OperatorError('unavailable', say('notices.unreachable', { where: shown }), { field, raw })
}
