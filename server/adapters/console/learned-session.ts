import type { ConsoleCall, ConsoleCalls } from '../../contract/console-calls.ts'
import { say } from '../../contract/said.ts'
import { callName } from '../../domain/console-calls/call-names.ts'
import { parseJson } from '../../domain/console-calls/exchange.ts'
import { isObject } from '../../domain/console-calls/json-paths.ts'
import { saysSuccess } from '../../domain/console-calls/read-answers.ts'
import { type CallRequest, type Filling, requestOf } from '../../domain/console-calls/request-of.ts'
import { createRedactor } from '../../domain/redaction.ts'
import { Secret } from '../../domain/secret.ts'
import { OperatorError } from '../../errors.ts'
import type { ConsoleLogin } from '../../procedure/ports/console.ts'
import type { HttpAnswer } from '../network/http-request.ts'
import { answerProblem } from './answer-problem.ts'
import { consoleRequest } from './console-request.ts'
import type { ConsoleTimes } from './console-times.ts'
import type { Envelope } from './envelope.ts'
import { pause } from './pause.ts'
import { noteSignIn, refuseKnown } from './refused-sign-ins.ts'
import { requestProblem } from './request-problem.ts'

const TEACH_AGAIN = { hint: say('console.teach.again'), field: 'console.calls' }

interface Signed {
  cookies: Map<string, string>
  token: unknown
}

/** Of this process. Whoever looks every few seconds would otherwise fill the console's own audit with sign-ins. */
const SIGNED = new Map<string, Signed>()
const MAXIMUM_SIGNED = 100

/** Learned calls at one console, signed in as they were seen to be. */
export class LearnedSession {
  readonly #login: ConsoleLogin
  readonly #calls: ConsoleCalls
  readonly #times: ConsoleTimes
  readonly #origin: string
  readonly #redact: (text: string) => string
  #signed: Signed | null

  constructor(login: ConsoleLogin, calls: ConsoleCalls, times: ConsoleTimes) {
    this.#login = login
    this.#calls = calls
    this.#times = times
    this.#origin = new URL(login.url).origin
    this.#redact = createRedactor([login.password, new Secret(this.#basic())])
    this.#signed = SIGNED.get(this.#key()) ?? null
  }

  /** A read may be asked again where the console does not answer well. A refused sign-in never is: the account would be locked. */
  async read(call: ConsoleCall, filling: Filling, signal?: AbortSignal): Promise<unknown> {
    for (const pauseMs of this.#times.retryPausesMs) {
      try {
        return await this.#ask(call, filling, signal)
      } catch (error) {
        signal?.throwIfAborted()
        if (!(error instanceof OperatorError) || !['unavailable', 'timeout'].includes(error.problem.code)) throw error
        await pause(pauseMs, signal)
      }
    }
    return await this.#ask(call, filling, signal)
  }

  /** One request that changes something, sent once. `ask` throws where it may not be sent. */
  async change(call: ConsoleCall, filling: Filling, ask: () => void, signal?: AbortSignal): Promise<void> {
    refuseKnown(this.#login)
    const signed = this.#signed ?? (await this.#signIn(signal))
    const request = this.#requestOf(call, filling, signed)
    ask()
    const answer = await this.#send(request, signed, signal)
    const value = parseJson(answer.text)
    // Some consoles answer a change with a bare word or with nothing; whether it was made is read back anyway.
    const isTaken = value === undefined || saysSuccess(call, value)
    if (!isGood(answer) || !isTaken) throw this.#problem(call, answer)
  }

  /** The answer was not what the panel was taught. */
  badAnswer(call: ConsoleCall, answer: unknown): OperatorError {
    const raw = this.#redact(JSON.stringify(answer ?? null)).slice(0, 2000)
    return new OperatorError('refused', say('console.badAnswer', { action: callName(call) }), { ...TEACH_AGAIN, raw })
  }

  /** One read, answered with success. A session that ran out is renewed once. */
  async #ask(call: ConsoleCall, filling: Filling, signal?: AbortSignal): Promise<unknown> {
    refuseKnown(this.#login)
    const wasSigned = this.#signed !== null
    const signed = this.#signed ?? (await this.#signIn(signal))
    const answer = await this.#send(this.#requestOf(call, filling, signed), signed, signal)
    if (!wasSigned || this.#calls.signIn.is !== 'call' || !looksSignedOut(answer)) return this.#accepted(call, answer)
    this.#forget()
    const again = await this.#signIn(signal)
    return this.#accepted(call, await this.#send(this.#requestOf(call, filling, again), again, signal))
  }

  #accepted(call: ConsoleCall, answer: HttpAnswer): unknown {
    const value = parseJson(answer.text)
    if (isGood(answer) && value !== undefined && saysSuccess(call, value)) {
      noteSignIn(this.#login, null)
      return value
    }
    throw this.#problem(call, answer)
  }

  #problem(call: ConsoleCall, answer: HttpAnswer): OperatorError {
    const text = this.#redact(answer.text)
    const about = { action: callName(call), url: this.#origin, user: this.#login.user, calls: TEACH_AGAIN }
    const problem = answerProblem({ ...answer, text }, failureIn(text), about)
    noteSignIn(this.#login, problem)
    return problem
  }

  async #signIn(signal?: AbortSignal): Promise<Signed> {
    const signed: Signed = { cookies: new Map(), token: undefined }
    const { signIn } = this.#calls
    if (signIn.is === 'call') {
      if (signIn.first !== null) await this.#send(this.#requestOf(signIn.first, {}, signed), signed, signal)
      const answer = await this.#send(this.#requestOf(signIn.call, {}, signed), signed, signal)
      const value = parseJson(answer.text)
      // Forms are answered with a redirect; where to is not followed, and the first call proves what came of it.
      const isTaken = answer.status >= 200 && answer.status < 400 && saysSuccess(signIn.call, value)
      if (!isTaken) throw answer.status >= 500 ? this.#problem(signIn.call, answer) : this.#refused(answer)
      signed.token = value
    }
    this.#signed = signed
    if (SIGNED.size >= MAXIMUM_SIGNED) SIGNED.clear()
    if (this.#login.passwordVersion !== undefined) SIGNED.set(this.#key(), signed)
    return signed
  }

  #refused(answer: HttpAnswer): OperatorError {
    const raw = this.#redact(answer.text).slice(0, 500)
    const problem = new OperatorError('refused', say('console.signIn', { user: this.#login.user }), {
      hint: say('console.signInHint'),
      field: 'console.password',
      raw,
    })
    noteSignIn(this.#login, problem)
    return problem
  }

  #forget(): void {
    this.#signed = null
    SIGNED.delete(this.#key())
  }

  #requestOf(call: ConsoleCall, filling: Filling, signed: Signed): CallRequest {
    const { user, password } = this.#login
    const own = { ...filling, user, password: password.reveal(), cookies: signed.cookies, token: signed.token }
    const request = requestOf(call, this.#origin, own)
    if (this.#calls.signIn.is === 'basic') request.headers.Authorization = `Basic ${this.#basic()}`
    if (signed.cookies.size > 0) request.headers.Cookie = [...signed.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return request
  }

  async #send(request: CallRequest, signed: Signed, signal?: AbortSignal): Promise<HttpAnswer> {
    const timeoutMs = this.#times.timeoutMs
    const answer = await consoleRequest({ ...request, timeoutMs, signal }).catch((cause: unknown) => {
      signal?.throwIfAborted()
      throw requestProblem(cause, request.url, timeoutMs)
    })
    for (const [name, value] of answer.cookies) signed.cookies.set(name, value)
    return answer
  }

  #key(): string {
    return JSON.stringify([this.#login.passwordVersion ?? null, this.#origin, this.#calls.signIn])
  }

  #basic(): string {
    return Buffer.from(`${this.#login.user}:${this.#login.password.reveal()}`).toString('base64')
  }
}

function isGood({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300
}

/** Some consoles refuse, some redirect to their sign-in page, and some answer with that page. */
function looksSignedOut({ status, text }: HttpAnswer): boolean {
  return status === 401 || status === 403 || (status >= 300 && status < 400) || (status === 200 && parseJson(text) === undefined)
}

/** What a JSON answer that is not a success says of itself; null for anything else, such as a page. */
function failureIn(text: string): Envelope | null {
  const value = parseJson(text)
  if (!isObject(value)) return null
  const said = (...names: string[]) => names.map((name) => value[name]).find((part) => typeof part === 'string' || typeof part === 'number')
  const code = String(said('code', 'errorCode', 'errCode', 'errno', 'status') ?? '')
  const message = String(said('message', 'msg', 'errorMsg', 'errorMessage', 'error') ?? '')
  return { isSuccess: false, code, message, totalCount: null, data: value }
}
