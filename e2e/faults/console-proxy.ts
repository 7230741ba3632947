import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** honest: passes everything on. fails: success false inside a 200. lies: says yes and does nothing. dies: does it, then is gone. */
export type ProxyMood = 'honest' | 'fails' | 'lies' | 'dies'

const FAILURE = {
  success: 'false',
  errorDetail: { code: 'INTERNAL', message: 'boom', proposal: '' },
  code: 'INTERNAL',
  message: 'boom',
  data: null,
}
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

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (isDead) return void response.destroy()
    const isWrite = (request.url ?? '').includes('UpdateSystemParameter')
    if (isWrite) writes += 1
    const own = isWrite && mood === 'fails' ? FAILURE : isWrite && mood === 'lies' ? SUCCESS : null
    if (own !== null) return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(own))
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
