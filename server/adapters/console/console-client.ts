import { say } from '../../contract/said.ts'
import { createRedactor } from '../../domain/redaction.ts'
import { Secret } from '../../domain/secret.ts'
import { OperatorError } from '../../errors.ts'
import type { ConsoleLogin } from '../../procedure/ports/console.ts'
import { answerProblem } from './answer-problem.ts'
import { consoleRequest } from './console-request.ts'
import type { ConsoleTimes } from './console-times.ts'
import { type Envelope, parseEnvelope } from './envelope.ts'
import { pause } from './pause.ts'
import { noteSignIn, refuseKnown } from './refused-sign-ins.ts'
import { requestProblem } from './request-problem.ts'

/** Calls in the vendor's documented style: POST /api/v2?Action=<Name>, JSON, Basic sign-in. */
export class ConsoleClient {
  readonly #login: ConsoleLogin
  readonly #times: ConsoleTimes
  readonly #redact: (text: string) => string

  constructor(login: ConsoleLogin, times: ConsoleTimes) {
    this.#login = login
    this.#times = times
    this.#redact = createRedactor([login.password, new Secret(this.#basic())])
  }

  /** A read may be asked again where the console does not answer well. A refused sign-in never is: the account would be locked. */
  async read(action: string, body: object, signal?: AbortSignal): Promise<Envelope> {
    for (const pauseMs of this.#times.retryPausesMs) {
      try {
        return await this.call(action, body, signal)
      } catch (error) {
        signal?.throwIfAborted()
        if (!isPassing(error)) throw error
        await pause(pauseMs, signal)
      }
    }
    return this.call(action, body, signal)
  }

  /** One request, answered with success. */
  async call(action: string, body: object, signal?: AbortSignal): Promise<Envelope> {
    refuseKnown(this.#login)
    const url = new URL(`/api/v2?Action=${encodeURIComponent(action)}`, new URL(this.#login.url).origin)
    const headers = { Accept: 'application/json', Authorization: `Basic ${this.#basic()}` }
    const timeoutMs = this.#times.timeoutMs
    const answer = await consoleRequest({ url, method: 'POST', headers, body: JSON.stringify(body), timeoutMs, signal }).catch(
      (cause: unknown) => {
        signal?.throwIfAborted()
        throw requestProblem(cause, url, timeoutMs)
      },
    )
    const envelope = parseEnvelope(answer.text)
    if (answer.status === 200 && envelope?.isSuccess) {
      noteSignIn(this.#login, null)
      return envelope
    }
    const problem = answerProblem(
      { ...answer, text: this.#redact(answer.text) },
      envelope && { ...envelope, message: this.#redact(envelope.message) },
      {
        action,
        url: url.origin,
        user: this.#login.user,
      },
    )
    noteSignIn(this.#login, problem)
    throw problem
  }

  /** The rows of a listing were not what the panel reads. */
  badAnswer(action: string, envelope: Envelope): OperatorError {
    const raw = this.#redact(JSON.stringify(envelope.data ?? null)).slice(0, 2000)
    return new OperatorError('refused', say('console.badAnswer', { action }), {
      hint: say('console.checkActions'),
      field: 'console.actions',
      raw,
    })
  }

  #basic(): string {
    return Buffer.from(`${this.#login.user}:${this.#login.password.reveal()}`).toString('base64')
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof OperatorError && (error.problem.code === 'unavailable' || error.problem.code === 'timeout')
}
