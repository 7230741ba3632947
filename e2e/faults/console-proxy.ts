import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * honest: passes everything on. fails: a write gets success false inside a 200. lies: a write gets yes and is not done. dies: does a
 * write, then is gone. html: a page instead of an answer, as a sign-in page. empty: lists no servers.
 */
export type ProxyMood = 'honest' | 'fails' | 'lies' | 'dies' | 'html' | 'empty'

const FAILURE = {
  success: 'false',
  errorDetail: { code: 'INTERNAL', message: 'boom', proposal: '' },
  code: 'INTERNAL',
  message: 'boom',
  data: null,
}
const PAGE = '<!doctype html><title>Sign in</title>'
const SUCCESS = { success: true, errorDetail: null, code: null, message: null, data: 'true', totalCount: 1 }

/** Stands between the panel and the console and misbehaves where a parameter is written. */
export async function openConsoleProxy(target: string) {
  let mood: ProxyMood = 'honest'
  let isDead = false
  let writes = 0

  async function passOn(request: IncomingMessage, body: string): Promise<{ status: number; type: string; text: string }> {
    const { authorization } = request.headers
    const answer = await fetch(new URL(request.url ?? '/', target), {
      method: request.method ?? 'GET',
      headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      ...(request.method === 'POST' ? { body } : {}),
    })
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() }
  }

  function asJson(response: ServerResponse, body: object): void {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (isDead) return void response.destroy()
    if (mood === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
    if (mood === 'empty' && (request.url ?? '').includes('ListServers')) return asJson(response, { ...SUCCESS, data: [], totalCount: 0 })
    const isWrite = (request.url ?? '').includes('UpdateSystemParameter')
    if (isWrite) writes += 1
    const own = isWrite && mood === 'fails' ? FAILURE : isWrite && mood === 'lies' ? SUCCESS : null
    if (own !== null) return asJson(response, own)
    const { status, type, text } = await passOn(request, Buffer.concat(chunks).toString('utf8'))
    if (isWrite && mood === 'dies') {
      isDead = true
      return void response.destroy()
    }
    response.writeHead(status, { 'content-type': type }).end(text)
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writes: () => writes,
    become(next: ProxyMood) {
      mood = next
      isDead = false
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type ConsoleProxy = Awaited<ReturnType<typeof openConsoleProxy>>
