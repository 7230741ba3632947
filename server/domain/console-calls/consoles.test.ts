import { describe, expect, test } from 'vitest'
import type { ConsoleCalls } from '../../contract/console-calls.ts'
import { parseJson } from './exchange.ts'
import { parameterIn, rowsIn, serverIn } from './read-answers.ts'
import { type Filling, requestOf } from './request-of.ts'
import { teachByHar } from './teach.ts'

const ORIGIN = 'http://10.0.0.5:8089'
const HA = '{"enable":true,"enableStore":true,"refetchStoreIntervalMin":30}'
const OFF = '{"enable":false,"enableStore":true,"refetchStoreIntervalMin":30}'
const SECRETS = ['s3cret-Pass', 'session-77aa88', 'xsrf-112233', 'bearer-445566', 'YWRtaW46czNjcmV0LVBhc3M=']

interface Recorded {
  call: string
  sent?: string
  type?: string
  headers?: Record<string, string>
  answer?: unknown
  status?: number
  sets?: Record<string, string>
}

function har(recorded: Recorded[]): string {
  const pairs = (fields: Record<string, string> = {}) => Object.entries(fields).map(([name, value]) => ({ name, value }))
  const entries = recorded.map(({ call, sent, type = 'application/json', headers, answer, status = 200, sets }) => ({
    request: {
      method: call.split(' ')[0],
      url: `${ORIGIN}${call.split(' ')[1]}`,
      headers: pairs(headers),
      cookies: [],
      ...(sent !== undefined && { postData: { mimeType: type, text: sent } }),
    },
    response: {
      status,
      headers: [],
      cookies: pairs(sets),
      content: { text: typeof answer === 'string' ? answer : JSON.stringify(answer) },
    },
  }))
  return JSON.stringify({ log: { version: '1.2', entries } })
}

function learned(recorded: Recorded[]): ConsoleCalls {
  const { calls, missing } = teachByHar(har(recorded), ORIGIN)
  if (calls === null) throw new Error(JSON.stringify(missing))
  // Whatever is kept can be exported to a colleague.
  for (const secret of SECRETS) expect(JSON.stringify(calls)).not.toContain(secret)
  return calls
}

function sent(call: ConsoleCalls['change'], filling: Filling = {}) {
  const { method, url, headers, body } = requestOf(call, ORIGIN, filling)
  return { call: `${method} ${url.pathname}${url.search}`, headers, body: body === undefined ? undefined : (parseJson(body) ?? body) }
}

function found(calls: ConsoleCalls, answer: unknown, name = 'ha.config'): { value: string; row: unknown } | null {
  for (const row of rowsIn(calls.parameters.rows, answer) ?? []) {
    const value = parameterIn(calls.parameters, row, name)
    if (value !== null) return { value, row }
  }
  return null
}

const servers = (calls: ConsoleCalls, answer: unknown) =>
  rowsIn(calls.servers.rows, answer)?.map((row) => serverIn(calls.servers, row)?.isOnline ?? null)

const basic = { Authorization: 'Basic YWRtaW46czNjcmV0LVBhc3M=', 'X-Requested-With': 'XMLHttpRequest' }

describe('REST: searched by a query, changed by id, Basic', () => {
  const list = {
    content: [
      { id: 4, name: 'x.ha.config', value: 'z' },
      { id: 17, name: 'ha.config', value: HA },
    ],
    totalElements: 2,
  }
  const hosts = {
    items: [
      { host: { ip: '10.0.0.5' }, state: { text: 'ONLINE' } },
      { host: { ip: '10.0.0.6' }, state: { text: 'DOWN' } },
    ],
  }
  const calls = learned([
    { call: 'GET /api/params?name=ha.config&page=0&size=20', headers: basic, answer: list },
    { call: 'PUT /api/params/17', headers: basic, sent: JSON.stringify({ value: HA }), answer: { id: 17 } },
    { call: 'GET /api/hosts?_=1732960000', headers: basic, answer: hosts },
    { call: 'GET /api/projects', headers: basic, answer: [{ ip: '10.0.0.5', status: 'RUNNING' }] },
  ])

  test('the sign-in is seen', () => expect(calls.signIn).toEqual({ is: 'basic', isSeen: true }))
  test('reading asks for the name, from the first page', () => {
    expect(sent(calls.parameters.call, { name: 'oms.x', page: 3 })).toMatchObject({
      call: 'GET /api/params?name=oms.x&page=3&size=20',
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
      body: undefined,
    })
    expect(calls.parameters.call.firstPage).toBe(0)
    expect(found(calls, list)).toMatchObject({ value: HA, row: { id: 17 } })
  })
  // An id that was recorded yesterday may be another parameter's today.
  test('the change goes to the id that was just read', () => {
    const { row } = found(calls, { content: [{ id: 99, name: 'ha.config', value: HA }] }) ?? {}
    expect(sent(calls.change, { value: OFF, row })).toMatchObject({ call: 'PUT /api/params/99', body: { value: OFF } })
    expect(JSON.stringify(calls.change)).not.toContain('17')
  })
  test('servers are told from projects', () => expect(servers(calls, hosts)).toEqual([true, false]))
})

describe('forms, a session in a cookie, a header against forgery', () => {
  const rows = { code: 0, rows: [{ paramKey: 'ha.config', paramValue: HA, remark: 'HA & more' }] }
  const session = { Cookie: 'JSESSIONID=session-77aa88; XSRF-TOKEN=xsrf-112233; lang=zh', 'X-XSRF-TOKEN': 'xsrf-112233' }
  const form = 'application/x-www-form-urlencoded'
  const calls = learned([
    { call: 'GET /login', answer: '<html>', sets: { 'XSRF-TOKEN': 'xsrf-112233' } },
    {
      call: 'POST /login.do',
      type: form,
      sent: 'loginName=admin&passwd=s3cret-Pass&remember=on',
      headers: { 'X-XSRF-TOKEN': 'xsrf-112233', Cookie: 'XSRF-TOKEN=xsrf-112233' },
      answer: { code: 0 },
      sets: { JSESSIONID: 'session-77aa88' },
    },
    { call: 'POST /sys/param/list.do', type: form, sent: 'pageNo=1&pageSize=10', headers: session, answer: rows },
    {
      call: 'POST /sys/param/save.do',
      type: form,
      sent: new URLSearchParams({ paramKey: 'ha.config', paramValue: HA, remark: 'HA & more' }).toString(),
      headers: session,
      answer: { code: 0 },
    },
    {
      call: 'POST /sys/server/list.do',
      type: form,
      sent: '',
      headers: session,
      answer: { code: 0, rows: [{ serverIp: '10.0.0.5', serverStatus: '在线' }] },
    },
  ])

  test('the sign-in is a call, after the page that sets the cookie', () => {
    if (calls.signIn.is !== 'call' || calls.signIn.first === null) throw new Error('not learned')
    expect(sent(calls.signIn.first).call).toBe('GET /login')
    const cookies = new Map([['XSRF-TOKEN', 'fresh']])
    expect(sent(calls.signIn.call, { user: 'root', password: 'a&b=c', cookies })).toMatchObject({
      call: 'POST /login.do',
      headers: { 'X-XSRF-TOKEN': 'fresh', 'Content-Type': form },
      body: 'loginName=root&passwd=a%26b%3Dc&remember=on',
    })
  })
  test('the change is a form with the remark as it is now', () => {
    const row = { paramKey: 'ha.config', paramValue: HA, remark: '备注' }
    const cookies = new Map([['XSRF-TOKEN', 'fresh']])
    const { body, headers } = sent(calls.change, { name: 'ha.config', value: OFF, row, cookies })
    expect(headers).toMatchObject({ 'X-XSRF-TOKEN': 'fresh' })
    expect(Object.fromEntries(new URLSearchParams(String(body)))).toEqual({ paramKey: 'ha.config', paramValue: OFF, remark: '备注' })
  })
  test('the word for a server that is up is the one that was seen', () => {
    expect(
      servers(calls, {
        rows: [
          { serverIp: '10.0.0.5', serverStatus: '在线' },
          { serverIp: '10.0.0.6', serverStatus: '离线' },
        ],
      }),
    ).toEqual([true, false])
  })
})

describe('nested rows with a revision', () => {
  const row = (revision: number) => ({
    meta: { key: 'ha.config', uuid: 'u-1', revision },
    content: { defaultValue: '{"enable":false}', current: HA },
  })
  const answer = (revision: number) => ({
    success: true,
    data: { page: { list: [row(1), { meta: { key: 'a.b' }, content: { current: '1' } }].reverse() } },
    n: revision,
  })
  const calls = learned([
    { call: 'GET /oms/v3/settings', headers: basic, answer: answer(1) },
    {
      call: 'PATCH /oms/v3/settings',
      headers: basic,
      sent: JSON.stringify({ setting: { meta: { key: 'ha.config', uuid: 'u-1', revision: 1 }, content: { current: HA } }, force: false }),
      answer: { success: true },
    },
    {
      call: 'GET /oms/v3/nodes',
      headers: basic,
      answer: { success: true, data: [{ address: '10.0.0.5', health: 'online', region: 'cn' }] },
    },
  ])

  test('the value is the current one, not the default', () => expect(found(calls, answer(1))?.value).toBe(HA))
  // A revision of yesterday is refused by the console, or overwrites what somebody changed since.
  test('the change carries the revision of now', () => {
    expect(sent(calls.change, { name: 'ha.config', value: OFF, row: row(8) }).body).toEqual({
      setting: { meta: { key: 'ha.config', uuid: 'u-1', revision: 8 }, content: { current: OFF } },
      force: false,
    })
  })
  test('an answer that says no is not taken for a yes', () => expect(calls.change.success).toEqual({ key: 'success', equals: true }))
})

describe('JSON in texts, the value an object', () => {
  const result = { result: JSON.stringify({ list: [{ k: 'ha.config', v: JSON.parse(HA) }] }) }
  const call = (method: string, params: object) => JSON.stringify({ method, params: JSON.stringify(params) })
  const calls = learned([
    { call: 'POST /rpc', headers: basic, sent: call('param.query', { keyword: 'ha.config', page: 1 }), answer: result },
    { call: 'POST /rpc', headers: basic, sent: call('param.set', { k: 'ha.config', v: JSON.parse(HA) }), answer: { result: 'true' } },
    {
      call: 'POST /rpc',
      headers: basic,
      sent: call('server.list', {}),
      answer: { result: JSON.stringify({ list: [{ ip: 'fe80::1', status: 'Down' }] }) },
    },
  ])

  test('each of the three calls of one address is itself', () => {
    expect(sent(calls.parameters.call, { name: 'a.b', page: 2 }).body).toEqual({
      method: 'param.query',
      params: '{"keyword":"a.b","page":2}',
    })
    expect(sent(calls.change, { name: 'ha.config', value: OFF }).body).toEqual({
      method: 'param.set',
      params: `{"k":"ha.config","v":${OFF}}`,
    })
    expect(sent(calls.servers.call).body).toEqual({ method: 'server.list', params: '{}' })
  })
  test('the value is read as text', () => expect(found(calls, result)?.value).toBe(HA))
  test('without a server that is up, Online is the word', () => expect(calls.servers.online).toBe('Online'))
})

describe('GraphQL with a bearer token', () => {
  const bearer = { Authorization: 'Bearer bearer-445566' }
  const calls = learned([
    {
      call: 'POST /graphql',
      sent: JSON.stringify({ query: 'mutation L', variables: { account: 'admin', password: 's3cret-Pass' } }),
      answer: { data: { login: { token: 'bearer-445566' } } },
    },
    {
      call: 'POST /graphql',
      headers: bearer,
      sent: JSON.stringify({ query: 'query P', variables: { name: 'ha.config' } }),
      answer: { data: { parameter: { value: HA } } },
    },
    {
      call: 'POST /graphql',
      headers: bearer,
      sent: JSON.stringify({ query: 'mutation S', variables: { input: { name: 'ha.config', value: HA } } }),
      answer: { data: { save: true } },
    },
    {
      call: 'POST /graphql',
      headers: bearer,
      sent: JSON.stringify({ query: '{hosts}' }),
      answer: { data: { hosts: [{ ip: '10.0.0.5', status: 'Online' }] } },
    },
  ])

  test('the token comes from the sign-in of now', () => {
    const token = { data: { login: { token: 'fresh' } } }
    expect(sent(calls.change, { name: 'ha.config', value: OFF, token })).toMatchObject({
      headers: { Authorization: 'Bearer fresh' },
      body: { query: 'mutation S', variables: { input: { name: 'ha.config', value: OFF } } },
    })
  })
  test('an answer without a name is that of the name asked for', () =>
    expect(found(calls, { data: { parameter: { value: OFF } } })?.value).toBe(OFF))
})

describe('a map by name, changed with its old value', () => {
  const answer = { 'ha.config': HA, 'oms.other': '1' }
  const calls = learned([
    { call: 'GET /config', headers: basic, answer },
    { call: 'POST /config', headers: basic, sent: JSON.stringify({ key: 'ha.config', oldValue: HA, newValue: HA }), answer: 'ok' },
    { call: 'GET /servers', headers: basic, answer: [{ ip: '10.0.0.5', status: 'ONLINE' }] },
  ])

  test('any name is read by its key', () => {
    expect(found(calls, answer)?.value).toBe(HA)
    expect(found(calls, { 'oms.other': '1' })).toBeNull()
  })
  test('the old value is the one of now', () => {
    expect(sent(calls.change, { name: 'ha.config', value: OFF, row: { 'ha.config': '{"enable":1}' } }).body).toEqual({
      key: 'ha.config',
      oldValue: '{"enable":1}',
      newValue: OFF,
    })
  })
})
