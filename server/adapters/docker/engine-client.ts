import { Agent } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import { Duplex, type Readable } from 'node:stream'
import Dockerode from 'dockerode'
import { say } from '../../contract/said.ts'
import type { Permit } from '../../engine/permit.ts'
import { OperatorError } from '../../errors.ts'
import type { EngineInfo } from '../../procedure/ports/engine.ts'
import { type DockerAddress, formatDockerAddress } from './docker-address.ts'
import { readEngineCertificates } from './engine-certificates.ts'
import { problemOf } from './problem-of.ts'

export interface EngineRequest {
  method: 'GET' | 'POST' | 'DELETE'
  /** Without a query; its variable parts are encoded. */
  path: string
  query?: Record<string, string | number | boolean>
  /** Sent as JSON. */
  body?: object
  /** Sent as it is; destroyed when the request ends early. */
  file?: Readable
  signal?: AbortSignal
}

/** Requests of the Docker Engine API over dockerode's transport. Every error is an OperatorError; `null` stands for 404 alone. */
export interface EngineClient {
  address: string
  transport: EngineInfo['transport']
  /** The parsed answer, or null for 404. 304 (already so) counts as done. */
  ask(request: EngineRequest, timeoutSeconds?: number): Promise<unknown | null>
  /** The answer's body as a stream, or null for 404. Without a deadline: the caller's signal ends it. */
  open(request: EngineRequest): Promise<Readable | null>
  /** The same with a way back: what is written is the standard input of what the request attaches to. The caller destroys it. */
  attach(request: EngineRequest): Promise<Duplex | null>
}

const SHORT_CALL_SECONDS = 20
const SECOND_MS = 1000

interface Modem {
  dial(options: object, done: (cause: unknown, answer: unknown) => void): void
}

/** `permit` is asked right before each request that may change something. */
export function createEngineClient(address: DockerAddress, shortCallSeconds = SHORT_CALL_SECONDS, permit?: Permit): EngineClient {
  let opened: Modem | undefined
  const name = formatDockerAddress(address)

  const dial = (request: EngineRequest, outer?: AbortSignal, hijack = false): Promise<Readable | null> =>
    new Promise((resolve, reject) => {
      outer?.throwIfAborted()
      opened ??= openModem(address)
      const modem = opened
      // A signal of its own: listeners would pile up on one that lives as long as a step.
      const signal = outer === undefined ? undefined : AbortSignal.any([outer])
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      const options = {
        method: request.method,
        path: `${request.path}?`,
        options: { _query: request.query ?? {}, _body: request.body ?? {} },
        allowEmpty: request.body !== undefined,
        // Without a body the transport would send the end of a chunked one, and where the engine listens by then, that is input of the program.
        file: hijack && request.body === undefined ? Buffer.alloc(0) : request.file,
        isStream: true,
        hijack,
        abortSignal: signal,
        statusCodes: { 200: true, 201: true, 204: true, 304: true },
      }
      if (request.method !== 'GET') permit?.check()
      modem.dial(options, (cause, answer) => {
        if (cause === null || cause === undefined) return resolve(answer as Readable)
        request.file?.destroy()
        if (isStatus(cause, 404)) return resolve(null)
        reject(cause)
      })
    })

  const openAs = async (request: EngineRequest, hijack: boolean): Promise<Readable | null> => {
    try {
      return await dial(request, request.signal, hijack)
    } catch (cause) {
      request.signal?.throwIfAborted()
      throw problemOf(cause, name, request)
    }
  }

  return {
    address: name,
    transport: 'socketPath' in address ? 'socket' : address.tls === undefined ? 'clear' : 'tls',
    async ask(request, timeoutSeconds = shortCallSeconds) {
      const deadline = AbortSignal.timeout(timeoutSeconds * SECOND_MS)
      const signal = request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal])
      try {
        const answer = await dial(request, signal)
        return answer === null ? null : parse(await collect(answer))
      } catch (cause) {
        request.signal?.throwIfAborted()
        if (!deadline.aborted) throw problemOf(cause, name, request)
        const params = { address: name, request: `${request.method} ${request.path}`, seconds: timeoutSeconds }
        throw new OperatorError('timeout', say('docker.noAnswer', params), { hint: say('docker.noAnswerHint'), cause })
      }
    },
    open: (request) => openAs(request, false),
    async attach(request) {
      const stream = await openAs(request, true)
      if (stream === null || stream instanceof Duplex) return stream
      stream.destroy()
      throw new OperatorError('unavailable', say('docker.badAnswer', { address: name }), { hint: say('docker.badAnswerHint') })
    },
  }
}

function openModem(address: DockerAddress): Modem {
  // Every property that the environment could set is named: the transport reads DOCKER_HOST by itself otherwise.
  // A kept-alive connection of an engine that was restarted would fail the next request.
  const always = { timeout: 0, pathPrefix: '/', ca: undefined, cert: undefined, key: undefined }
  const clear = { ...always, protocol: 'http' as const, agent: new Agent({ keepAlive: false }) }
  if ('socketPath' in address) return new Dockerode({ ...clear, socketPath: address.socketPath, host: '' }).modem
  const { host, port, tls } = address
  if (tls === undefined) return new Dockerode({ ...clear, host, port }).modem
  const secure = { ...always, ...readEngineCertificates(tls.folder), protocol: 'https' as const, agent: new TlsAgent({ keepAlive: false }) }
  return new Dockerode({ ...secure, host, port }).modem
}

async function collect(answer: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string): unknown {
  return text.trim() === '' ? {} : JSON.parse(text)
}

function isStatus(cause: unknown, status: number): boolean {
  return typeof cause === 'object' && cause !== null && 'statusCode' in cause && cause.statusCode === status
}
