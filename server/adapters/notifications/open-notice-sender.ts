import { say } from '../../contract/said.ts'
import { createRedactor } from '../../domain/redaction.ts'
import { Secret } from '../../domain/secret.ts'
import { OperatorError } from '../../errors.ts'
import type { NoticeMessage, NoticeSender, NoticeTarget } from '../../procedure/ports/notices.ts'
import type { AddressGuard } from '../network/address-guard.ts'
import { type HttpAnswer, httpRequest } from '../network/http-request.ts'
import { dingtalk } from './dingtalk.ts'
import { feishu } from './feishu.ts'
import { noticeProblem } from './notice-problem.ts'
import { ownHostGuard } from './own-host-guard.ts'
import { sendMail } from './send-mail.ts'
import { slack } from './slack.ts'
import { standardWebhook } from './standard-webhook.ts'
import type { MakeCall } from './webhook-call.ts'
import { wecom } from './wecom.ts'

const TIMEOUT_MS = 10_000
const MAXIMUM_BYTES = 64 * 1024
const SHOWN_LENGTH = 500

type HttpTarget = Exclude<NoticeTarget, { kind: 'email' }>
type MailTarget = Extract<NoticeTarget, { kind: 'email' }>

const CALLS: Record<HttpTarget['kind'], MakeCall> = { webhook: standardWebhook, dingtalk, feishu, wecom, slack }

interface SenderOptions {
  /** NOTIFY_ALLOW. */
  allowed: readonly string[]
  /** Changed by tests only. */
  timeoutMs?: number
}

/** Reaches every kind of channel. Redirects are never followed, answers are read up to 64 KB, and nothing takes longer than 10 s. */
export function openNoticeSender({ allowed, timeoutMs = TIMEOUT_MS }: SenderOptions): NoticeSender {
  const urlGuard = ownHostGuard(allowed, 'url')
  const mailGuard = ownHostGuard(allowed, 'mail.host')

  async function overHttp(target: HttpTarget, message: NoticeMessage, signal: AbortSignal | undefined): Promise<string> {
    const secret = 'secret' in target ? (target.secret?.reveal() ?? null) : null
    const { url, headers, body, isTaken } = CALLS[target.kind](webUrl(target.url).href, secret, message)
    const redact = createRedactor(secretsOf(target, url))
    const asked = { shown: url.origin, field: 'url', timeoutMs, redact }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const request = { url, method: 'POST', headers, body: text, timeoutMs, maximumBytes: MAXIMUM_BYTES, guard: urlGuard, signal } as const
    const answer = await httpRequest(request).catch((cause: unknown) => {
      signal?.throwIfAborted()
      throw noticeProblem(cause, asked)
    })
    const shown = redact(answer.text).slice(0, SHOWN_LENGTH)
    if (answer.status >= 200 && answer.status < 300 && isTaken(answer.text)) return `${answer.status} ${shown}`.trim()
    throw refusal(answer, url, shown)
  }

  async function overMail({ mail, password }: MailTarget, message: NoticeMessage, signal: AbortSignal | undefined): Promise<string> {
    const redact = createRedactor(password === null ? [] : spellings(password))
    const asked = { shown: `${mail.host}:${mail.port}`, field: 'mail.host', timeoutMs, redact }
    const answer = await sendMail(mail, password, message, { guard: mailGuard, timeoutMs, signal }).catch((cause: unknown) => {
      signal?.throwIfAborted()
      throw noticeProblem(cause, asked)
    })
    return redact(answer).slice(0, SHOWN_LENGTH)
  }

  return {
    async check(target) {
      if (target.kind === 'email') await checkHost(mailGuard, target.mail.host)
      else await checkHost(urlGuard, webUrl(target.url).hostname)
    },
    async send(target, message, signal) {
      return { answer: target.kind === 'email' ? await overMail(target, message, signal) : await overHttp(target, message, signal) }
    },
  }
}

/** http and https only, without an account in the address. */
function webUrl(address: Secret): URL {
  const url = URL.canParse(address.reveal()) ? new URL(address.reveal()) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new OperatorError('bad-input', say('notices.noWebAddress'), { field: 'url' })
  return url
}

async function checkHost(guard: AddressGuard, host: string): Promise<void> {
  guard.refuseHost(host)
  const error = await new Promise<Error | null>((resolve) => {
    guard.lookup(host.replace(/^\[|\]$/g, ''), { all: true }, (problem) => resolve(problem))
  })
  if (error instanceof OperatorError) throw error
}

/** The address itself, and the parts of it that are tokens: a service that echoes its path must not spell one into the log. */
function secretsOf(target: HttpTarget, called: URL): Secret[] {
  const url = webUrl(target.url)
  const parts = [...url.pathname.split('/'), ...called.searchParams.values(), ...url.searchParams.values()].filter(
    (part) => part.length >= 8,
  )
  const rest = [target.url.reveal(), url.href, called.href, `${url.pathname}${url.search}`].filter((part) => part.length > 1)
  const secret = 'secret' in target && target.secret !== null ? spellings(target.secret) : []
  return [...[...parts, ...rest].map((part) => new Secret(part)), ...secret]
}

function spellings(secret: Secret): Secret[] {
  return [secret, new Secret(Buffer.from(secret.reveal()).toString('base64'))]
}

function refusal({ status, location }: HttpAnswer, url: URL, shown: string): OperatorError {
  const where = url.origin
  const raw = shown === '' ? {} : { raw: shown }
  if (status >= 300 && status < 400) {
    const target = location !== null && URL.canParse(location, url) ? new URL(location, url).origin : ''
    return new OperatorError('refused', say('notices.redirected', { where, target }), { field: 'url', ...raw })
  }
  if (status < 200 || status >= 300)
    return new OperatorError('refused', say('notices.badStatus', { where, status }), { field: 'url', ...raw })
  return new OperatorError('refused', say('notices.notTaken', { where }), { field: 'url', ...raw })
}
