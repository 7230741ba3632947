import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isKnownAccount } from './console-api.ts'
import type { OmsContext } from './oms-context.ts'

interface Reply {
  status: number
  type: 'application/json' | 'text/html'
  body: string
  cookies?: string[]
}

/** Sessions die with the process, as those of a console that restarts do. */
const SESSIONS = new Set<string>()

const json = (status: number, body: unknown, cookies: string[] = []): Reply => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
  cookies,
})
const refused = (status: number, reason: string): Reply => json(status, { ok: false, reason })

/**
 * A console with calls that are nowhere documented, a session in a cookie and a header against forgery; Basic does as well. Every row has
 * a revision, and a change that does not name the newest one is refused. Null: not one of its calls.
 */
export async function unknownConsole(oms: OmsContext, request: IncomingMessage, url: URL, body: string): Promise<Reply | null> {
  if (url.pathname === '/') return { status: 200, type: 'text/html', body: PAGE, cookies: [`oms_csrf=${randomUUID()}; Path=/`] }
  if (!url.pathname.startsWith('/oms/v9/')) return null
  const cookies = cookiesOf(request)
  const isForged = request.method !== 'GET' && request.headers['x-oms-csrf'] !== cookies.get('oms_csrf')
  const isBasic = await isKnownAccount(oms, request.headers.authorization ?? '')
  if (isForged && !isBasic) return refused(403, 'The request was forged.')
  if (url.pathname === '/oms/v9/session' && request.method === 'POST') return await signIn(oms, body)
  if (!isBasic && !SESSIONS.has(cookies.get('oms_sid') ?? '')) return refused(401, 'Sign in first.')
  if (url.pathname === '/oms/v9/settings' && request.method === 'GET') return await settings(oms, url)
  const id = /^\/oms\/v9\/settings\/(\d+)\/content$/.exec(url.pathname)?.[1]
  if (id !== undefined && request.method === 'PUT') return await change(oms, Number(id), body)
  if (url.pathname === '/oms/v9/nodes/overview' && request.method === 'GET') return await nodes(oms)
  return refused(404, 'No such call.')
}

async function signIn(oms: OmsContext, body: string): Promise<Reply> {
  const sent = objectIn(body)
  const pair = Buffer.from(`${sent.get('account')}:${sent.get('password')}`).toString('base64')
  if (!(await isKnownAccount(oms, `Basic ${pair}`))) return refused(401, 'Account or password is wrong.')
  const session = randomUUID()
  SESSIONS.add(session)
  return json(200, { ok: true, payload: { account: sent.get('account') } }, [`oms_sid=${session}; Path=/; HttpOnly`])
}

async function settings({ metaDb }: OmsContext, url: URL): Promise<Reply> {
  const size = Math.min(Number(url.searchParams.get('pageSize') ?? 5), 50)
  const page = Number(url.searchParams.get('pageNo') ?? 0)
  const rows = await metaDb.rm.rows(
    'select id, cfg_name, cfg_value, unix_timestamp(gmt_modified) as revision from oms_normal_config order by cfg_name desc limit ? offset ?',
    [size, page * size],
  )
  const [all] = await metaDb.rm.rows('select count(*) as total from oms_normal_config')
  const records = rows.map((row) => ({
    settingId: Number(row.id),
    revision: String(row.revision),
    about: { key: String(row.cfg_name) },
    content: { default: null, current: String(row.cfg_value) },
  }))
  return json(200, { ok: true, payload: { records, total: Number(all?.total ?? 0) } })
}

async function change({ metaDb }: OmsContext, id: number, body: string): Promise<Reply> {
  const sent = objectIn(body)
  const content: unknown = sent.get('content')
  const value =
    typeof content === 'object' && content !== null ? new Map<string, unknown>(Object.entries(content)).get('current') : undefined
  if (typeof value !== 'string') return refused(400, 'The content is missing.')
  const [row] = await metaDb.rm.rows('select unix_timestamp(gmt_modified) as revision from oms_normal_config where id = ?', [id])
  if (row === undefined) return refused(404, 'No such setting.')
  if (String(row.revision) !== sent.get('revision')) return refused(409, 'Somebody changed this setting.')
  await metaDb.rm.write('update oms_normal_config set cfg_value = ?, gmt_modified = now() where id = ?', [value, id])
  return json(200, { ok: true, payload: null })
}

async function nodes({ metaDb }: OmsContext): Promise<Reply> {
  const rows = await metaDb.cm.rows('select ip, host_status, region from host order by ip')
  const list = rows.map((row) => ({
    node: { address: String(row.ip), region: String(row.region) },
    health: { code: 1, word: row.host_status === 'ONLINE' ? 'Online' : 'Down' },
  }))
  return json(200, { ok: true, payload: { nodes: list, total: list.length } })
}

function cookiesOf(request: IncomingMessage): Map<string, string> {
  return new Map(
    (request.headers.cookie ?? '').split(';').map((part): [string, string] => [part.split('=')[0]?.trim() ?? '', part.split('=')[1] ?? '']),
  )
}

function objectIn(body: string): Map<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
  } catch {
    return new Map()
  }
}

/** What a person sees: a sign-in, and the two pages of System Management that the panel asks them to open. */
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>OMS console</title>
<style>body{font:15px system-ui;margin:2rem;max-width:60rem}button,input{font:inherit;margin:.2rem}pre{background:#eee;padding:1rem;white-space:pre-wrap}</style>
<h1>OMS console</h1>
<form id="sign-in"><label>Account <input name="account"></label> <label>Password <input name="password" type="password"></label> <button>Sign in</button></form>
<nav hidden><button id="parameters">System Parameters</button> <button id="save" disabled>Save ha.config</button> <button id="servers">Servers</button></nav>
<pre role="status"></pre>
<script>
const at = (id) => document.getElementById(id), shown = document.querySelector('pre'), nav = document.querySelector('nav')
let row
async function call(method, path, body) {
  const csrf = document.cookie.match(/oms_csrf=([^;]*)/)[1]
  const answer = await fetch('/oms/v9/' + path, { method, headers: { 'Content-Type': 'application/json', 'X-Oms-Csrf': csrf }, ...(body && { body: JSON.stringify(body) }) })
  const found = await answer.json()
  shown.textContent = JSON.stringify(found, null, 1)
  return found.ok ? found : null
}
at('sign-in').onsubmit = async (event) => {
  event.preventDefault()
  if (await call('POST', 'session', Object.fromEntries(new FormData(event.target)))) nav.hidden = false
}
at('parameters').onclick = async () => {
  for (let page = 0; !row; page += 1) {
    const found = await call('GET', 'settings?pageNo=' + page + '&pageSize=3')
    if (!found || found.payload.records.length === 0) break
    row = found.payload.records.find((one) => one.about.key === 'ha.config')
  }
  at('save').disabled = !row
}
at('save').onclick = () => call('PUT', 'settings/' + row.settingId + '/content', { revision: row.revision, content: { current: row.content.current } })
at('servers').onclick = () => call('GET', 'nodes/overview')
</script></html>`
