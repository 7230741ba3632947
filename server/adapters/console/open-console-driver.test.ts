import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Secret } from '../../domain/secret.ts'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import type { ConsoleLogin, ConsoleWriter } from '../../procedure/ports/console.ts'
import type { MetaDbs, MetaDbWriter } from '../../procedure/ports/metadb.ts'
import type { Report } from '../../procedure/ports/report.ts'
import { openConsoles, openConsoleWriters } from './open-consoles.ts'

const HA = '{"enable":true}'
const PASSWORD = 'con"sole:pass\\密码'

type Answer = (
  request: { action: string; body: Map<string, unknown>; authorization: string; count: number },
  response: ServerResponse,
  raw: IncomingMessage,
) => void

let answer: Answer
let requests: { action: string; body: Map<string, unknown> }[]
let server: ReturnType<typeof createServer>
let url: string

beforeEach(async () => {
  requests = []
  parameters = new Map([
    ['x.ha.config', 'other'],
    ['ha.config', HA],
  ])
  answer = goodConsole
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const body = new Map<string, unknown>(Object.entries(text === '' ? {} : JSON.parse(text)))
      const action = new URL(request.url ?? '/', 'http://x').searchParams.get('Action') ?? request.url ?? ''
      requests.push({ action, body })
      answer({ action, body, authorization: request.headers.authorization ?? '', count: requests.length }, response, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

let parameters: Map<string, string>

const envelope = (part: object): string =>
  JSON.stringify({
    success: 'true',
    errorDetail: null,
    code: null,
    message: null,
    requestId: 'r',
    pageNumber: 1,
    totalCount: '1',
    data: null,
    ...part,
  })

const goodConsole: Answer = ({ action, body, authorization }, response) => {
  if (Buffer.from(authorization.replace('Basic ', ''), 'base64').toString() !== `admin:${PASSWORD}`) {
    response.writeHead(401).end(envelope({ success: 'false', code: 'UNAUTHORIZED', message: `bad ${authorization}` }))
  } else if (action === 'ListSystemParameters') {
    const page = Number(body.get('pageNumber') ?? 1)
    const found = [...parameters].map(([name, value]) => ({ name, value })).filter(({ name }) => name.includes(String(body.get('name'))))
    response.end(envelope({ data: found.slice(page - 1, page), totalCount: String(found.length) }))
  } else if (action === 'UpdateSystemParameter') {
    parameters.set(String(body.get('name')), String(body.get('value')))
    response.end(envelope({ data: 'true' }))
  } else if (action === 'ListServers') {
    response.end(
      envelope({
        data: [
          { serverIp: '10.0.0.1', region: 'cn', hostStatus: 'Online' },
          { serverIp: '10.0.0.2', hostStatus: 'Down' },
        ],
        totalCount: '2',
      }),
    )
  } else {
    response.end(envelope({ success: false, code: 'INVALID_ACTION', message: `Unknown action ${action}.` }))
  }
}

const noMetaDbs: MetaDbs<MetaDbWriter> = { open: () => Promise.reject(new Error('not used')) }
const times = { timeoutMs: 300, retryPausesMs: [1, 1], readBackPauseMs: 1, readBackTries: 3 }

function open(change: Partial<ConsoleLogin> = {}): Promise<ConsoleWriter> {
  const secret = new Secret(PASSWORD)
  return openConsoleWriters(noMetaDbs, alwaysPermitted, times).open({
    driver: 'console',
    url,
    user: 'admin',
    password: secret,
    actions: { listSystemParameters: 'ListSystemParameters', updateSystemParameter: 'UpdateSystemParameter', listServers: 'ListServers' },
    calls: null,
    databases: { rm: 'rm', cm: 'cm', heartbeats: ['hb'] },
    metaDb: { host: 'h', port: 1, user: 'u', password: secret, tls: { mode: 'offered' } },
    ...change,
  })
}

const silent: Report = { line: () => undefined, progress: () => undefined, waitingFor: () => undefined, kept: async () => undefined }
const never = new AbortController().signal

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no problem',
    (error: { problem?: unknown }) => error.problem ?? error,
  )
}

describe('a console that answers', () => {
  test('the exact parameter is read, from whatever page it stands on', async () => {
    const oms = await open()
    expect(await oms.parameter('ha.config')).toBe(HA)
    expect(requests.map(({ body }) => body.get('pageNumber'))).toEqual([undefined, 2])
    expect(await problemOf(oms.parameter('config'))).toMatchObject({ code: 'not-found' })
  })

  test('servers are told with their raw word, and only Online is online', async () => {
    expect(await (await open()).servers()).toEqual([
      { ip: '10.0.0.1', region: 'cn', status: 'Online', isOnline: true },
      { ip: '10.0.0.2', region: null, status: 'Down', isOnline: false },
    ])
  })

  // Half a list that reads as all servers would turn the step green with a server down.
  test('a list that is shorter than its own total is refused', async () => {
    answer = (_, response) => response.end(envelope({ data: [], totalCount: 3 }))
    expect(await problemOf((await open()).servers())).toMatchObject({ code: 'refused', said: { key: 'console.incomplete' } })
  })

  test.each([[{ items: [{ paramName: 'ha.config', paramValue: HA }] }], [[{ key: 'ha.config', value: { enable: true } }]]])(
    'other field names are understood: %j',
    async (data) => {
      answer = (_, response) => response.end(envelope({ success: true, data }))
      expect(await (await open()).parameter('ha.config')).toBe(HA)
    },
  )

  test('rows without an address or a status are not taken for servers', async () => {
    answer = (_, response) => response.end(envelope({ data: [{ host: 'x' }] }))
    expect(await problemOf((await open()).servers())).toMatchObject({
      said: { key: 'console.badAnswer' },
      hint: { key: 'console.checkActions' },
    })
  })

  test('action names are those of the installation', async () => {
    const actions = { listSystemParameters: 'QueryParams', updateSystemParameter: 'U', listServers: 'L' }
    expect(await problemOf((await open({ actions })).parameter('ha.config'))).toMatchObject({
      code: 'refused',
      said: { key: 'console.actionFailed' },
      raw: expect.stringContaining('QueryParams'),
    })
  })

  test('probing changes nothing', async () => {
    await (await open()).probe()
    expect(requests.map(({ action }) => action)).not.toContain('UpdateSystemParameter')
  })
})

describe('changing a parameter', () => {
  const change = { name: 'ha.config', from: HA, to: () => '{"enable":false}', reached: (value: string) => value.includes('false') }

  test('the value is written and read back', async () => {
    await (await open()).setParameter(change, silent, never)
    expect(parameters.get('ha.config')).toBe('{"enable":false}')
    expect(requests.at(-1)?.action).toBe('ListSystemParameters')
  })

  test('a value that somebody else changed is left alone', async () => {
    parameters.set('ha.config', '{"enable":true,"by":"somebody"}')
    expect(await problemOf((await open()).setParameter(change, silent, never))).toMatchObject({
      code: 'conflict',
      raw: '{"enable":true,"by":"somebody"}',
    })
    expect(parameters.get('ha.config')).toBe('{"enable":true,"by":"somebody"}')
  })

  test('a value that is already as wanted needs no write', async () => {
    parameters.set('ha.config', '{ "enable": false }')
    await (await open()).setParameter(change, silent, never)
    expect(requests.map(({ action }) => action)).not.toContain('UpdateSystemParameter')
  })

  // Fault 31: HA "switched off" that stays on costs a ticket row and worse.
  test('a console that says yes and keeps the old value is found out', async () => {
    answer = (request, response, raw) =>
      request.action === 'UpdateSystemParameter' ? response.end(envelope({ data: true })) : goodConsole(request, response, raw)
    expect(await problemOf((await open()).setParameter(change, silent, never))).toMatchObject({
      code: 'refused',
      said: { key: 'console.notApplied' },
      raw: HA,
    })
  })

  test('a write whose answer is lost is not repeated; the value tells what happened', async () => {
    answer = (request, response, raw) => {
      if (request.action !== 'UpdateSystemParameter') return goodConsole(request, response, raw)
      parameters.set('ha.config', String(request.body.get('value')))
      raw.socket.destroy()
    }
    await (await open()).setParameter(change, silent, never)
    expect(requests.filter(({ action }) => action === 'UpdateSystemParameter')).toHaveLength(1)
  })

  test('a write that the console could not do is an error after one try', async () => {
    answer = (request, response, raw) =>
      request.action === 'UpdateSystemParameter' ? response.writeHead(502).end('<html>') : goodConsole(request, response, raw)
    expect(await problemOf((await open()).setParameter(change, silent, never))).toMatchObject({ code: 'unavailable' })
    expect(requests.filter(({ action }) => action === 'UpdateSystemParameter')).toHaveLength(1)
  })
})

describe('a console that does not answer well', () => {
  // Three tries with a wrong password lock the operator's account, at night, in the window.
  test('a refused sign-in is tried once and shows no password', async () => {
    const problem = await problemOf((await open({ password: new Secret('wrong-pass-word') })).probe())
    expect(problem).toMatchObject({ code: 'refused', field: 'console.password' })
    expect(requests).toHaveLength(1)
    expect(JSON.stringify(problem)).not.toContain('wrong-pass-word')
    expect(JSON.stringify(problem)).not.toContain(Buffer.from('admin:wrong-pass-word').toString('base64'))
  })

  // Every open tab asks every three seconds; ten wrong passwords lock the account that the operator needs to repair it.
  test('a stored password that was refused is tried once by all who watch, and again by who acts or after a change', async () => {
    const stored = { password: new Secret('wrong-pass-word'), passwordVersion: 'installation-1:v1' }
    const watch = async (change: Partial<ConsoleLogin> = {}) =>
      problemOf((await open({ ...stored, isWatching: true, ...change })).servers())
    for (let tab = 0; tab < 5; tab += 1) expect(await watch()).toMatchObject({ code: 'refused', field: 'console.password' })
    expect(requests).toHaveLength(1)
    expect(await watch()).toMatchObject({ hint: { key: 'console.notTriedAgain' } })
    expect(await problemOf((await open(stored)).servers())).toMatchObject({ code: 'refused' })
    expect(requests).toHaveLength(2)
    expect(await watch({ passwordVersion: 'installation-1:v2' })).toMatchObject({ hint: { key: 'console.signInHint' } })
    expect(requests).toHaveLength(3)
    // Somebody made the console take it: a run that tries it clears the way for everybody.
    await (await open({ ...stored, password: new Secret(PASSWORD) })).servers()
    expect(await watch({ password: new Secret(PASSWORD) })).toBe('no problem')
  })

  test.each([
    ['an error code in a 200', 200, envelope({ success: 'false', code: 'GHANA-OPERATOR-401', message: 'no' }), 'console.password'],
    ['a 403', 403, '<html>', 'console.password'],
    ['a captcha', 200, envelope({ success: false, message: 'Captcha required' }), 'console.driver'],
    ['a page', 200, '<html>welcome</html>', 'console.url'],
    ['other JSON', 200, '{"status":"ok"}', 'console.url'],
    ['the CM beside the console', 200, '{"success":true}', 'console.url'],
    ['a list', 200, '[]', 'console.url'],
    ['a missing page', 404, 'not found', 'console.url'],
  ])('%s is told at its field, after one try', async (_, status, text, field) => {
    answer = (_request, response) => response.writeHead(status).end(text)
    expect(await problemOf((await open()).parameter('ha.config'))).toMatchObject({ code: 'refused', field })
    expect(requests).toHaveLength(1)
  })

  test('a read is asked again after a 502 and after silence', async () => {
    answer = (request, response, raw) => {
      if (request.count === 1) response.writeHead(502).end('<html>bad gateway</html>')
      else if (request.count > 2) goodConsole(request, response, raw)
    }
    expect(await (await open()).parameter('x.ha.config')).toBe('other')
    expect(requests.length).toBe(3)
  })

  test('a console that stays away is unavailable or too slow, never missing', async () => {
    answer = (_, response) => response.writeHead(503).end()
    expect(await problemOf((await open()).parameter('ha.config'))).toMatchObject({ code: 'unavailable', field: 'console.url' })
    answer = () => undefined
    expect(await problemOf((await open()).parameter('ha.config'))).toMatchObject({ code: 'timeout', field: 'console.url' })
    expect(await problemOf((await open({ url: 'http://127.0.0.1:1' })).parameter('ha.config'))).toMatchObject({
      code: 'unavailable',
      field: 'console.url',
    })
    expect(await problemOf((await open({ url: 'http://no-such-host.invalid' })).parameter('ha.config'))).toMatchObject({
      code: 'unavailable',
      field: 'console.url',
    })
  })

  test('a body that drips for ever ends with the deadline', async () => {
    answer = (_, response) => {
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(timer))
    }
    expect(await problemOf((await open()).parameter('ha.config'))).toMatchObject({ code: 'timeout' })
  })

  test('an answer over 1 MB is not read', async () => {
    answer = (_, response) => response.end(Buffer.alloc(1_100_000, 0x20))
    expect(await problemOf((await open()).parameter('ha.config'))).toMatchObject({ code: 'refused', said: { key: 'console.tooLarge' } })
  })

  test('a redirect is reported without its query and not followed', async () => {
    answer = (_, response) => response.writeHead(302, { Location: 'http://elsewhere.invalid/login?ticket=abc' }).end()
    expect(await problemOf((await open()).parameter('ha.config'))).toMatchObject({
      said: { key: 'console.redirected', params: { target: 'http://elsewhere.invalid/login' } },
      field: 'console.url',
    })
    expect(requests).toHaveLength(1)
  })

  test.each(['http://169.254.169.254', 'http://[fe80::1]', 'http://[::ffff:169.254.1.1]'])('%s is never called', async (address) => {
    expect(await problemOf((await open({ url: address })).parameter('ha.config'))).toMatchObject({
      code: 'bad-input',
      field: 'console.url',
    })
  })

  test('https where http is spoken is told at the address', async () => {
    expect(await problemOf((await open({ url: url.replace('http:', 'https:') })).parameter('ha.config'))).toMatchObject({
      field: 'console.url',
    })
  })

  test('an abort ends a waiting call with its own reason', async () => {
    answer = () => undefined
    const abort = new AbortController()
    const reason = new Error('held')
    const waiting = (await open()).servers(abort.signal)
    abort.abort(reason)
    await expect(waiting).rejects.toBe(reason)
  })
})

describe('health', () => {
  const health = (): Promise<string> => openConsoles(noMetaDbs, times).health(url)

  test.each([
    [200, '{"data":{"healthy":true}}', 'healthy'],
    [200, '{"data":{"healthy":"true"}}', 'healthy'],
    [200, '{"data":{"healthy":false}}', 'unhealthy'],
    [502, '<html>', 'unhealthy'],
    [404, '', 'unknown'],
    [200, '<html>', 'unknown'],
    [401, '', 'unknown'],
  ])('%i %s is %s', async (status, text, expected) => {
    answer = (_, response) => response.writeHead(status).end(text)
    expect(await health()).toBe(expected)
    expect(requests[0]?.action).toBe('/oms/health')
  })

  test('a console that cannot be reached is an error, not unhealthy', async () => {
    expect(await problemOf(openConsoles(noMetaDbs, times).health('http://127.0.0.1:1'))).toMatchObject({ code: 'unavailable' })
  })
})
