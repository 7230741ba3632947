import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { AddressGuard } from './address-guard.ts'

export interface HttpRequest {
  url: URL
  method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  headers?: Record<string, string>
  body?: string | undefined
  timeoutMs: number
  maximumBytes: number
  guard: AddressGuard
  signal?: AbortSignal | undefined
}

export interface HttpAnswer {
  status: number
  /** Of a redirect, which is reported and never followed. */
  location: string | null
  /** Of each cookie that the answer sets: its name and value, and nothing else. */
  cookies: [name: string, value: string][]
  text: string
}

/** The answer was larger than anybody reads. */
export class TooLarge extends Error {}

/** The deadline of the whole exchange has passed, slow bodies included. */
export class TooSlow extends Error {}

/** One exchange. Rejects with the socket's or the certificate's error, TooLarge, TooSlow, or the reason of the signal. */
export async function httpRequest(request: HttpRequest): Promise<HttpAnswer> {
  const { url, method, headers, body, timeoutMs, maximumBytes, guard, signal } = request
  guard.refuseHost(url.hostname)
  const deadline = AbortSignal.timeout(timeoutMs)
  const stop = signal ? AbortSignal.any([signal, deadline]) : deadline
  stop.throwIfAborted()
  try {
    return await exchange(
      url,
      { method, headers: { ...bodyHeaders(body), ...headers }, agent: false, lookup: guard.lookup, signal: stop },
      { body, maximumBytes },
    )
  } catch (error) {
    signal?.throwIfAborted()
    throw deadline.aborted ? new TooSlow(`no answer within ${timeoutMs} ms`) : error
  }
}

function bodyHeaders(body: string | undefined): Record<string, string | number> {
  return body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
}

function exchange(
  url: URL,
  options: RequestOptions,
  { body, maximumBytes }: Pick<HttpRequest, 'body' | 'maximumBytes'>,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (answer) => {
      readText(answer, maximumBytes).then((text) => {
        const { location = null, 'set-cookie': cookies = [] } = answer.headers
        resolve({ status: answer.statusCode ?? 0, location, cookies: cookies.flatMap(cookieOf), text })
      }, reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}

function cookieOf(line: string): [string, string][] {
  const [, name, value] = /^\s*([^=;\s]+)=([^;]*)/.exec(line) ?? []
  return name === undefined || value === undefined ? [] : [[name, value.trim()]]
}

async function readText(answer: IncomingMessage, maximumBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maximumBytes) {
      answer.destroy()
      throw new TooLarge(`more than ${maximumBytes} bytes`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
