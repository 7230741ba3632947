import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ConsoleCalls } from '../../contract/console-calls.ts'
import { say } from '../../contract/said.ts'
import { teachByHar } from '../../domain/console-calls/teach.ts'
import { Secret } from '../../domain/secret.ts'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import { OperatorError } from '../../errors.ts'
import type { ConsoleLogin, ConsoleWriter } from '../../procedure/ports/console.ts'
import type { MetaDbReader, MetaDbs, MetaDbWriter } from '../../procedure/ports/metadb.ts'
import type { Report } from '../../procedure/ports/report.ts'
import { openConsoles, openConsoleWriters } from './open-consoles.ts'

const ON = '{"enable":true,"enableStore":true}'
const OFF = '{"enable":false,"enableStore":true}'
const PASSWORD = 'con"sole:pass\\密码'
const times = { timeoutMs: 400, retryPausesMs: [10], readBackPauseMs: 10, readBackTries: 2 }
const silent: Report = { line: () => undefined, progress: () => undefined, waitingFor: () => undefined, kept: async () => undefined }
const never = new AbortController().signal
const change = { name: 'ha.config', from: ON, to: () => OFF, reached: (value: string) => value === OFF }

/** A console as no document knows it: forms, a session, pages from 0, and a revision that each change moves on. */
let value: string
let revision: number
let sessions: Set<string>
let asked: string[]
let before: ((path: string, response: ServerResponse) => boolean) | null
let server: ReturnType<typeof createServer>
let url: string

beforeEach(async () => {
  value = ON
  revision = 7
  sessions = new Set()
  asked = []
  before = null
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => answer(request, Buffer.concat(chunks).toString(), response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

function answer(request: IncomingMessage, body: string, response: ServerResponse): void {
  const path = request.url ?? ''
  asked.push(`${request.method} ${path}`)
  if (before?.(path, response)) return
  const fields = new URLSearchParams(body)
  const json = (status: number, text: object) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(text))
  if (path === '/in') {
    if (fields.get('user') !== 'admin' || fields.get('pass') !== PASSWORD)
      return void json(401, { code: 1, msg: `bad ${fields.get('pass')}` })
    const session = `s${sessions.size + 1}`
    sessions.add(session)
    return void response.writeHead(302, { 'Set-Cookie': `SID=${session}; Path=/; HttpOnly`, Location: '/home' }).end()
  }
  if (!sessions.has(/SID=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '')) return void response.end('<html>sign in</html>')
  if (path.startsWith('/p?')) {
    const page = Number(new URL(path, 'http://x').searchParams.get('page'))
    const rows = [[{ k: 'x.ha.config', v: 'other', r: 1 }], [{ k: 'ha.config', v: value, r: revision }]]
    return void json(200, { code: 0, total: 2, rows: rows[page] ?? [] })
  }
  if (path === '/p/save') {
    if (Number(fields.get('r')) !== revision) return void json(200, { code: 9, msg: 'stale' })
    value = fields.get('v') ?? ''
    revision += 1
    return void response.end()
  }
  if (path === '/s')
    return void json(200, {
      code: 0,
      rows: [
        { ip: '10.0.0.5', status: 'ONLINE' },
        { ip: '10.0.0.6', status: 'Starting' },
      ],
    })
  json(404, { code: 4, msg: 'no such call' })
}

/** Taught by a recording, as people teach it. */
function taught(): ConsoleCalls {
  const entry = (method: string, path: string, answer: unknown, body?: string, status = 200) => ({
    request: {
      method,
      url: `${url}${path}`,
      headers: [],
      cookies: [],
      ...(body !== undefined && { postData: { mimeType: 'application/x-www-form-urlencoded', text: body } }),
    },
    response: { status, headers: [], cookies: [], content: { text: answer === null ? '' : JSON.stringify(answer) } },
  })
  const rows = { code: 0, total: 2, rows: [{ k: 'ha.config', v: ON, r: 3 }] }
  const entries = [
    entry('POST', '/in', null, 'user=admin&pass=recorded-secret', 302),
    entry('GET', '/p?page=0&size=1', { code: 0, total: 2, rows: [] }),
    entry('GET', '/p?page=1&size=1', rows),
    entry('POST', '/p/save', null, new URLSearchParams({ k: 'ha.config', v: ON, r: '3' }).toString()),
    entry('GET', '/s', { code: 0, rows: [{ ip: '10.0.0.5', status: 'ONLINE' }] }),
  ]
  const { calls, missing } = teachByHar(JSON.stringify({ log: { entries } }), url)
  if (calls === null) throw new Error(JSON.stringify(missing))
  return calls
}

function metaDbs(stored: string | null): MetaDbs<MetaDbWriter> {
  const reader = { parameter: async () => stored ?? 'missing', close: async () => undefined } as unknown as MetaDbWriter & MetaDbReader
  return { open: async () => reader }
}

function login(changed: Partial<ConsoleLogin> = {}): ConsoleLogin {
  return {
    driver: 'learned',
    url,
    user: 'admin',
    password: new Secret(PASSWORD),
    actions: { listSystemParameters: 'A', updateSystemParameter: 'B', listServers: 'C' },
    calls: taught(),
    databases: { rm: 'rm', cm: 'cm', heartbeats: ['hb'] },
    metaDb: { host: 'h', port: 1, user: 'u', password: new Secret(PASSWORD), tls: { mode: 'offered' } },
    ...changed,
  }
}

const open = (changed?: Partial<ConsoleLogin>, stored: string | null = null, permit = alwaysPermitted): Promise<ConsoleWriter> =>
  openConsoleWriters(metaDbs(stored), permit, times).open(login(changed))

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no problem',
    (error: { problem?: unknown }) => error.problem ?? error,
  )
}

const saves = () => asked.filter((call) => call.endsWith('/p/save')).length
const signIns = () => asked.filter((call) => call.endsWith('/in')).length

describe('a console that was taught', () => {
  test('the exact parameter is read, from whatever page it stands on', async () => {
    expect(await (await open()).parameter('ha.config')).toBe(ON)
    expect(await problemOf((await open()).parameter('config'))).toMatchObject({ code: 'not-found' })
  })

  test('servers are told with their raw word, and only the word for up is online', async () => {
    expect(await (await open()).servers()).toEqual([
      { ip: '10.0.0.5', region: null, status: 'ONLINE', isOnline: true },
      { ip: '10.0.0.6', region: null, status: 'Starting', isOnline: false },
    ])
  })

  test('HA goes off and on, each time with the revision of then', async () => {
    const oms = await open()
    await oms.setParameter(change, silent, never)
    expect({ value, revision }).toEqual({ value: OFF, revision: 8 })
    await oms.setParameter({ ...change, from: OFF, to: () => ON, reached: (seen) => seen === ON }, silent, never)
    expect({ value, revision }).toEqual({ value: ON, revision: 9 })
  })

  // The probe runs on a live OMS, in daytime.
  test('probing reads only', async () => {
    await (await open({}, ON)).probe()
    expect(saves()).toBe(0)
    expect(asked.filter((call) => call.startsWith('POST'))).toEqual(['POST /in'])
  })

  test('a value that the MetaDB does not hold is another one', async () => {
    expect(await problemOf((await open({}, OFF)).probe())).toMatchObject({
      code: 'refused',
      said: { key: 'console.teach.otherValue' },
      field: 'console.calls',
    })
    // Written in another way it is the same.
    expect(await problemOf((await open({}, ' {"enable": true, "enableStore":true}')).probe())).toBe('no problem')
  })

  test('a reader has nothing to write with', async () => {
    const reader = await openConsoles(metaDbs(ON), times).open(login())
    await reader.probe()
    expect(saves()).toBe(0)
  })
})

describe('a change', () => {
  // A runner that lost its lease must not write; what it read before does not count.
  test('is asked for right before it is sent', async () => {
    const permit = {
      ...alwaysPermitted,
      check() {
        // The value, and then the row once more: two pages each.
        expect(asked.filter((call) => call.includes('/p?'))).toHaveLength(4)
        throw new OperatorError('conflict', say('console.reviewAgain'))
      },
    }
    expect(await problemOf((await open({}, null, permit)).setParameter(change, silent, never))).toMatchObject({ code: 'conflict' })
    expect({ saves: saves(), value }).toEqual({ saves: 0, value: ON })
  })

  test('leaves alone what somebody else changed', async () => {
    value = '{"enable":true,"by":"somebody"}'
    expect(await problemOf((await open()).setParameter(change, silent, never))).toMatchObject({ code: 'conflict', raw: value })
    expect(saves()).toBe(0)
  })

  test.each([
    ['is refused', (response: ServerResponse) => response.end('{"code":9,"msg":"no"}'), 'console.actionFailed'],
    ['is sent elsewhere', (response: ServerResponse) => response.writeHead(302, { Location: '/in' }).end(), 'console.redirected'],
    ['is answered with yes and not made', (response: ServerResponse) => response.end(), 'console.notApplied'],
    ['breaks', (response: ServerResponse) => response.writeHead(502).end(), 'console.serverError'],
  ])('that %s is sent once, and named', async (_, how, key) => {
    before = (path, response) => path === '/p/save' && how(response) !== undefined
    expect(await problemOf((await open()).setParameter(change, silent, never))).toMatchObject({ said: { key } })
    expect(saves()).toBe(1)
  })

  test('whose answer is lost is not repeated; the value tells what happened', async () => {
    before = (path, response) => {
      if (path !== '/p/save') return false
      value = OFF
      response.destroy()
      return true
    }
    await (await open()).setParameter(change, silent, never)
    expect(saves()).toBe(1)
  })
})

describe('signing in', () => {
  test('happens once for all who look, and again when the session is over', async () => {
    const stored = { passwordVersion: `v-${url}` }
    for (let look = 0; look < 4; look += 1) await (await open(stored)).servers()
    expect(signIns()).toBe(1)
    sessions.clear()
    sessions.add('other')
    expect(await (await open(stored)).servers()).toHaveLength(2)
    expect(signIns()).toBe(2)
  })

  // Three tries with a wrong password lock the operator's account, at night, in the window.
  test('with a refused password is tried once and shows no password', async () => {
    const problem = await problemOf((await open({ password: new Secret('wrong-pass-word') })).probe())
    expect(problem).toMatchObject({ code: 'refused', field: 'console.password' })
    expect(asked).toEqual(['POST /in'])
    expect(JSON.stringify(problem)).not.toContain('wrong-pass-word')
  })

  test('with a stored password that was refused is not tried again by who only watches', async () => {
    const watcher = { password: new Secret('wrong-pass-word'), passwordVersion: `w-${url}`, isWatching: true }
    for (let tab = 0; tab < 3; tab += 1) expect(await problemOf((await open(watcher)).servers())).toMatchObject({ code: 'refused' })
    expect(signIns()).toBe(1)
  })
})

test('a console that answers in another form than it was taught is named with what to do', async () => {
  before = (path, response) => path === '/s' && response.end('{"code":0,"list":[]}') !== undefined
  expect(await problemOf((await open()).servers())).toMatchObject({
    said: { key: 'console.badAnswer' },
    hint: { key: 'console.teach.again' },
    field: 'console.calls',
  })
})

test('without calls there is nothing to open', async () => {
  expect(await problemOf(openConsoles(metaDbs(ON), times).open(login({ calls: null })))).toMatchObject({
    said: { key: 'console.teach.nothingTaught' },
  })
})
