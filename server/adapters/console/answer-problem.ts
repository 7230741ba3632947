import { type Said, say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { HttpAnswer } from '../network/http-request.ts'
import type { Envelope } from './envelope.ts'

// Codes differ from version to version; words like these stand in all of them.
const SIGN_IN =
  /unauthori[sz]ed|unauthenticated|forbidden|access.?denied|no.?permission|not.?log(ged)?.?in|login|password|\b40[13]\b|未登录|密码|无权限/i
const CAPTCHA = /captcha|验证码/i

const OWN_CALLS = { hint: say('console.checkActions'), field: 'console.actions' }

/** What an answer that is not a success means. Texts come redacted. */
export function answerProblem(
  answer: HttpAnswer,
  envelope: Envelope | null,
  { action, url, user, calls = OWN_CALLS }: { action: string; url: string; user: string; calls?: { hint: Said; field: string } },
): OperatorError {
  const raw = (envelope ? `${envelope.code} ${envelope.message}`.trim() : `HTTP ${answer.status} ${answer.text}`).slice(0, 500)
  const checkUrl = { hint: say('console.checkUrl'), field: 'console.url', raw }
  if (envelope && CAPTCHA.test(raw)) {
    return new OperatorError('refused', say('console.captcha'), { hint: say('console.captchaHint'), field: 'console.driver', raw })
  }
  const isRefused = answer.status === 401 || answer.status === 403 || (envelope !== null && !envelope.isSuccess && SIGN_IN.test(raw))
  if (isRefused) {
    return new OperatorError('refused', say('console.signIn', { user }), {
      hint: say('console.signInHint'),
      field: 'console.password',
      raw,
    })
  }
  if (answer.status >= 500) return new OperatorError('unavailable', say('console.serverError', { url, status: answer.status }), checkUrl)
  if (answer.status >= 300 && answer.status < 400) {
    return new OperatorError('refused', say('console.redirected', { url, target: redirectTarget(answer.location, url) }), checkUrl)
  }
  if (envelope && !envelope.isSuccess) {
    return new OperatorError('refused', say('console.actionFailed', { action, code: envelope.code || '-' }), { ...calls, raw })
  }
  return new OperatorError('refused', say('console.notOms', { url }), checkUrl)
}

/** Without query and user part, which may hold tickets. */
function redirectTarget(location: string | null, base: string): string {
  const target = location !== null && URL.canParse(location, base) ? new URL(location, base) : null
  return target === null ? '-' : `${target.origin}${target.pathname}`
}
