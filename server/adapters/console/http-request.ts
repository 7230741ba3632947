import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { guardedLookup, refuseForbiddenHost } from './guarded-lookup.ts'

const MAXIMUM_BYTES = 1 << 20

export interface HttpRequest {
  url: URL
  method: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  timeoutMs: number
  signal?: AbortSignal | undefined
}

export interface HttpAnswer {
  status: number
  /** Of a redirect, which is reported and never followed. */
  location: string | null
  text: string
}

/** The answer was larger than 1 MB, which no answer of a console is. */
export class TooLarge extends Error {}

/** The deadline of the whole exchange has passed, slow bodies included. */
export class TooSlow extends Error {}

/** One exchange. Rejects with the socket's or the certificate's error, TooLarge, TooSlow, or the reason of the signal. */
export async function httpRequest({ url, method, headers, body, timeoutMs, signal }: HttpRequest): Promise<HttpAnswer> {
  refuseForbiddenHost(url)
  const deadline = AbortSignal.timeout(timeoutMs)
  const stop = signal ? AbortSignal.any([signal, deadline]) : deadline
  stop.throwIfAborted()
  try {
    return await exchange(
      url,
      { method, headers: { ...headers, ...bodyHeaders(body) }, agent: false, lookup: guardedLookup, signal: stop },
      body,
    )
  } catch (error) {
    signal?.throwIfAborted()
    throw deadline.aborted ? new TooSlow(`no answer within ${timeoutMs} ms`) : error
  }
}

function bodyHeaders(body: string | undefined): Record<string, string | number> {
  return body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
}

function exchange(url: URL, options: Parameters<typeof requestHttp>[1], body: string | undefined): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (answer) => {
      readText(answer).then((text) => {
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? null, text })
      }, reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAXIMUM_BYTES) {
      answer.destroy()
      throw new TooLarge(`more than ${MAXIMUM_BYTES} bytes`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
