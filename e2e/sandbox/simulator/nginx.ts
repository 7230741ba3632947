import { readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import { componentLog } from './component-log.ts'
import { consoleApi } from './console-api.ts'
import { consolePage } from './console-page.ts'
import { faultNumber } from './fault-number.ts'
import { readFaults } from './faults.ts'
import { listen } from './listen.ts'
import type { OmsContext } from './oms-context.ts'
import { paths } from './paths.ts'
import { siteHas } from './site.ts'
import { unknownConsole } from './unknown-console.ts'
import { webLog } from './web-log.ts'

const BAD_GATEWAY =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n'

/** The console's port. https where both certificate files are mounted, and then nothing answers http. */
export function startNginx(oms: OmsContext, isConsoleUp: () => boolean): Promise<() => Promise<void>> {
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    answer(oms, isConsoleUp, request, response).catch((error: unknown) => {
      componentLog('oms_console', `ERROR ${error instanceof Error ? error.message : String(error)}`)
      if (!response.headersSent) send(response, 500, 'application/json', JSON.stringify({ success: false, message: 'Internal error' }))
    })
  }
  const isSecure = isFile(paths.certificate) && isFile(paths.certificateKey)
  const server = isSecure
    ? createTlsServer({ cert: readFileSync(paths.certificate), key: readFileSync(paths.certificateKey) }, handle)
    : createServer(handle)
  return listen(server, oms.config.ports.console, oms.hostIp)
}

async function answer(oms: OmsContext, isConsoleUp: () => boolean, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'console'}`)
  const body = await bodyOf(request)
  const faults = readFaults()
  await wait(faultNumber(faults, 'console-slow', 30_000, 0))
  const isGone = readFaults()['console-502'] === true || !isConsoleUp()
  componentLog('nginx', `${request.method} ${url.pathname}${url.search} ${isGone ? 502 : ''}`)
  if (isGone) return send(response, 502, 'text/html', BAD_GATEWAY)
  if (url.pathname === '/oms/health') return send(response, 200, 'application/json', JSON.stringify({ data: { healthy: true } }))
  const unknown = siteHas('console-unknown') ? await unknownConsole(oms, request, url, body) : null
  if (unknown !== null) {
    if (unknown.type === 'application/json')
      webLog({ method: request.method ?? '', url, body, status: unknown.status, answer: unknown.body })
    if (unknown.cookies !== undefined) response.setHeader('Set-Cookie', unknown.cookies)
    return send(response, unknown.status, unknown.type, unknown.body)
  }
  if (url.pathname === '/api/v2' && !siteHas('console-unknown') && request.method === 'POST') {
    const reply = await consoleApi(oms, {
      action: url.searchParams.get('Action') ?? '',
      authorization: request.headers.authorization ?? '',
      body,
      refuseSignIn: faults['console-wrong-password'] === true,
    })
    const text = JSON.stringify(reply.body)
    webLog({ method: 'POST', url, body, status: reply.status, answer: text })
    return send(response, reply.status, 'application/json', text)
  }
  if (url.pathname === '/') return send(response, 200, 'text/html', await consolePage(oms))
  send(response, 404, 'text/html', '<html><body><h1>404 Not Found</h1></body></html>')
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, Server: 'nginx/1.16.1' }).end(body)
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
