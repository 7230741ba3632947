import { describe, expect, test } from 'vitest'
import { readConsoleLog } from './read-console-log.ts'
import { teachByHar, teachByLog } from './teach.ts'

const URL_OF_CONSOLE = 'http://10.0.0.5:8089'
const HA = '{"enable":true,"enableStore":true}'
const LIST = JSON.stringify({ success: true, totalCount: '1', data: [{ id: 3, cfgName: 'ha.config', cfgValue: HA }] })
const SAVE = JSON.stringify({ cfgName: 'ha.config', cfgValue: HA })
const SERVERS = JSON.stringify({ success: true, data: [{ ip: '10.0.0.5', status: 'ONLINE' }] })
const TIME = '2026-11-30 16:00:00.123'

describe('lines of oms-web.log, as different loggers write them', () => {
  // Nobody publishes the format: every way that a Java web application usually logs has to do.
  const logs: Record<string, string> = {
    'words and JSON in one line': [
      `${TIME} [http-nio-8090-exec-1] INFO  WebLogAspect - url: ${URL_OF_CONSOLE}/oms/param/page, path: /oms/param/page, method: POST, params: {"name":"ha.config","pageNumber":1}, response: ${LIST}`,
      `${TIME} [http-nio-8090-exec-2] INFO  WebLogAspect - url: ${URL_OF_CONSOLE}/oms/param/set, path: /oms/param/set, method: POST, params: ${SAVE}, response: {"success":true}`,
      `${TIME} [http-nio-8090-exec-1] INFO  WebLogAspect - url: ${URL_OF_CONSOLE}/oms/server/all, path: /oms/server/all, method: GET, params: {}, response: ${SERVERS}`,
    ].join('\n'),
    'one JSON object a line': [
      { time: TIME, method: 'POST', uri: '/oms/param/page', requestBody: { name: 'ha.config', pageNumber: 1 }, responseBody: LIST },
      { time: TIME, method: 'POST', uri: '/oms/param/set', requestBody: SAVE, responseBody: '{"success":true}' },
      { time: TIME, method: 'GET', uri: '/oms/server/all', responseBody: SERVERS, status: 200 },
    ]
      .map((record) => JSON.stringify(record))
      .join('\r\n'),
    'request and response in two lines of one thread, mixed with others': [
      `${TIME} INFO [exec-1] --> POST /oms/param/page args=[{"name":"ha.config","pageNumber":1}]`,
      `${TIME} INFO [exec-2] --> POST /oms/param/set args=[${SAVE}]`,
      `${TIME} INFO [exec-1] <-- 200 ${LIST}`,
      `${TIME} INFO [exec-2] <-- 200 {"success":true}`,
      `${TIME} INFO [exec-3] --> GET /oms/server/all`,
      `${TIME} INFO [exec-3] <-- 200 ${SERVERS}`,
    ].join('\n'),
    'answers printed over several lines, a form for the change': [
      `${TIME} INFO POST ${URL_OF_CONSOLE}/oms/param/page body=name=ha.config&pageNumber=1`,
      `response=${JSON.stringify(JSON.parse(LIST), null, 2)}`,
      `${TIME} INFO POST ${URL_OF_CONSOLE}/oms/param/set body=${new URLSearchParams(JSON.parse(SAVE))}`,
      'response={"success":true}',
      `${TIME} INFO GET ${URL_OF_CONSOLE}/oms/server/all`,
      `response=${JSON.stringify(JSON.parse(SERVERS), null, 2)}`,
    ].join('\n'),
  }

  test.each(Object.entries(logs))('%s', (_, text) => {
    const { calls, notes, missing } = teachByLog(text)
    expect(missing).toEqual([])
    expect(calls).toMatchObject({
      taughtBy: 'log',
      // A log shows no headers: the panel says that it assumes the sign-in.
      signIn: { is: 'basic', isSeen: false },
      parameters: { call: { method: 'POST', path: '/oms/param/page' }, rows: ['data'], name: ['cfgName'], value: ['cfgValue'], as: 'text' },
      change: { method: 'POST', path: '/oms/param/set' },
      servers: { call: { method: 'GET', path: '/oms/server/all' }, online: 'ONLINE' },
    })
    expect(notes).toEqual([{ key: 'console.teach.signInUnknown' }])
  })

  test('what is seen so far and what is still missing is told while a person clicks', () => {
    const [first = ''] = (logs['words and JSON in one line'] ?? '').split('\n')
    const teaching = teachByLog(first)
    expect(teaching).toMatchObject({ calls: null, found: { parameters: true, change: false, servers: false } })
    expect(teaching.missing.map(({ key }) => key)).toEqual(['console.teach.missing.change', 'console.teach.missing.servers'])
    expect(teaching.seen).toEqual([{ method: 'POST', path: '/oms/param/page', part: 'parameters' }])
  })

  test('a sign-in that the log shows, without its headers and with its password masked, stays an assumption', () => {
    const signIn = `${TIME} POST /oms/session params: {"account":"admin","password":"***"} response: {"success":true}`
    const { calls, missing } = teachByLog(`${signIn}\n${logs['words and JSON in one line']}`)
    expect(missing).toEqual([])
    expect(calls?.signIn).toEqual({ is: 'basic', isSeen: false })
  })

  test('a line that the logger cut is named, not guessed at', () => {
    const teaching = teachByLog(`${TIME} INFO GET /oms/param/page response: ${LIST.slice(0, 60)}`)
    expect(teaching.missing).toContainEqual({ key: 'console.teach.linesCut', params: { count: 1 } })
  })

  test('a log that shows no request bodies cannot teach the change', () => {
    const text = [`${TIME} POST /oms/param/page response: ${LIST}`, `${TIME} POST /oms/param/set response: {"success":true}`].join('\n')
    expect(teachByLog(text).missing.map(({ key }) => key)).toContain('console.teach.missing.changeBody')
  })

  test.each([
    ['nothing', ''],
    ['other lines', `${TIME} INFO started\n\tat java.lang.Thread.run(Thread.java:748)`],
    ['binary', '\0\x01\x02{{{[[[\n\uFFFD'],
    ['brackets for ever', '{a'.repeat(200_000)],
    ['deep JSON', `${TIME} GET /x response: ${'['.repeat(3000)}${']'.repeat(3000)}`],
    ['a prototype', `${TIME} GET /x response: {"__proto__":{"name":"ha.config"},"constructor":1}`],
  ])('%s teaches nothing and stops nothing', (_, text) => {
    const began = performance.now()
    expect(teachByLog(text)).toMatchObject({ calls: null, found: { parameters: false, change: false, servers: false } })
    expect(performance.now() - began).toBeLessThan(2000)
  })

  test('lines that are no calls are passed over', () => {
    const { exchanges } = readConsoleLog(`${TIME} INFO started [main]\n${TIME} GET /a response: {"x":1}\n${TIME} done`)
    expect(exchanges).toMatchObject([{ method: 'GET', answer: { x: 1 } }])
  })
})

const entry = (change: object = {}, response: object = {}) => ({
  request: { method: 'GET', url: `${URL_OF_CONSOLE}/oms/params`, headers: [], cookies: [], ...change },
  response: { status: 200, headers: [], cookies: [], content: { text: LIST }, ...response },
})
const har = (...entries: unknown[]) => JSON.stringify({ log: { entries } })
const save = (body: unknown, headers: object[] = [], url = `${URL_OF_CONSOLE}/oms/save`) =>
  entry(
    { method: 'POST', url, headers, postData: { mimeType: 'application/json', text: JSON.stringify(body) } },
    { content: { text: '{"success":true}' } },
  )
const servers = entry({ url: `${URL_OF_CONSOLE}/oms/servers` }, { content: { text: SERVERS } })

function problemOf(text: string): unknown {
  try {
    return teachByHar(text, URL_OF_CONSOLE).missing.map(({ key }) => key)
  } catch (cause) {
    return cause instanceof Error && 'problem' in cause ? cause.problem : cause
  }
}

describe('HAR files that cannot be used', () => {
  test.each([
    ['not JSON', 'PNG\r\n', 'console.teach.notJson'],
    ['cut off', har(entry()).slice(0, 80), 'console.teach.notJson'],
    ['other JSON', '{"log":1}', 'console.teach.notHar'],
    ['a list', '[]', 'console.teach.notHar'],
    ['no entries', har(), 'console.teach.noEntries'],
    ['entries that are none', har(null, 1, {}, { request: {} }), 'console.teach.noEntries'],
    ['a data address', har(entry({ url: 'data:text/plain,x' })), 'console.teach.noEntries'],
    ['another host', har(entry({ url: 'http://10.0.0.99:8089/oms/params' })), 'console.teach.otherHost'],
  ])('%s', (_, text, key) => {
    expect(problemOf(text)).toMatchObject({
      code: 'bad-input',
      said: { key },
      hint: { key: expect.stringContaining('console.teach.') },
      field: 'console.calls',
    })
  })

  test('one of another host names the host that it is of', () => {
    expect(problemOf(har(entry({ url: 'http://10.0.0.99:8089/oms/params' })))).toMatchObject({
      hint: { params: { hosts: '10.0.0.99:8089' } },
    })
  })

  // Meanwhile nothing else of the panel runs: a run whose lease is not renewed for 15 s is taken from it.
  test('one that is full of values is read in a moment, and its small calls are seen all the same', () => {
    const broken = JSON.stringify(Array.from({ length: 60_000 }, () => '{"enable":true'))
    const large = Array.from({ length: 8 }, () => entry({ method: 'POST', postData: { text: broken } }, { content: { text: broken } }))
    const text = har(entry(), ...large, servers)
    const began = performance.now()
    expect(problemOf(text)).toEqual(['console.teach.missing.change'])
    expect(performance.now() - began).toBeLessThan(3000)
  })

  test('one without the calls says which are missing', () => {
    const other = entry({}, { content: { text: '{"data":[]}' } })
    expect(problemOf(har(other))).toEqual([
      'console.teach.missing.parameters',
      'console.teach.missing.change',
      'console.teach.missing.servers',
    ])
  })

  const row = { cfgName: 'ha.config', cfgValue: HA }
  test.each([
    [
      'a change that the console refused',
      har(entry(), entry({ method: 'POST', postData: { text: SAVE } }, { status: 500 }), servers),
      'missing.change',
    ],
    [
      'a change that saves other parameters too',
      har(entry(), save([row, { cfgName: 'oms.other', cfgValue: '1' }]), servers),
      'changeSeveral',
    ],
    ['a change that does not say of what', har(entry(), save({ cfgValue: HA }), servers), 'changeNoName'],
    ['a token from nowhere', har(entry(), save(row, [{ name: 'X-Auth-Token', value: 'abcdef123456' }]), servers), 'credentialUnknown'],
    [
      'a session key in the address',
      har(
        entry({ headers: [{ name: 'Cookie', value: 'SID=abcdef123456' }] }),
        save(row, [], `${URL_OF_CONSOLE}/s;id=abcdef123456/save`),
        servers,
      ),
      'holdsSecret',
    ],
    [
      'a password that the browser encrypts',
      har(save({ user: 'admin', password: 'a'.repeat(128) }), entry(), save(row), servers),
      'signInCiphered',
    ],
    ['a captcha', har(save({ user: 'admin', password: 'pw-123', captchaCode: 'x7y' }), entry(), save(row), servers), 'signInCaptcha'],
    [
      'servers in words that nobody knows',
      har(entry(), save(row), entry({}, { content: { text: '[{"ip":"10.0.0.5","cpu":1,"memory":2,"disk":3,"status":"S2"}]' } })),
      'missing.serverWords',
    ],
  ])('%s is not learned, and why', (_, text, key) => expect(problemOf(text)).toEqual([`console.teach.${key}`]))

  test('the account is not taken for what stands beside it, and a preference not for a secret', () => {
    const lang = { name: 'Cookie', value: 'SID=abcdef123456; language=zh-Hans' }
    const signIn = save({ loginType: 'local', userName: 'admin', password: 'pw-123' })
    const list = entry({ url: `${URL_OF_CONSOLE}/oms/params?lang=zh-Hans`, headers: [lang] })
    const { calls } = teachByHar(har(signIn, list, save(row), servers), URL_OF_CONSOLE)
    expect(calls?.signIn).toMatchObject({ call: { body: { text: '{"loginType":"local","userName":"","password":""}' } } })
  })

  // Browsers leave secrets out of what they export: the sign-in is then an assumption and said to be one.
  test('a recording that begins behind the sign-in says so', () => {
    const cookie = { headers: [{ name: 'Cookie', value: 'SID=abcdef123456' }] }
    const { calls, notes } = teachByHar(har(entry(cookie), save(row), servers), URL_OF_CONSOLE)
    expect(calls?.signIn).toEqual({ is: 'basic', isSeen: false })
    expect(notes).toEqual([{ key: 'console.teach.signInCookieOnly' }])
  })

  test('a save with other values is learned and named', () => {
    const other = { cfgName: 'ha.config', cfgValue: '{"enable":false,"enableStore":true}' }
    expect(teachByHar(har(entry(), save(other), servers), URL_OF_CONSOLE).notes).toContainEqual({ key: 'console.teach.savedChanged' })
  })

  // An imported or hostile path could make the panel call another host with the console's password.
  test('a path that would lead elsewhere is no call', () => {
    expect(problemOf(har(entry({ url: `${URL_OF_CONSOLE}//evil.invalid/oms` }), save(row), servers))).toEqual(['console.teach.notACall'])
  })
})
