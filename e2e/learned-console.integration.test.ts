import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConsoleCalls, Teaching } from '../server/contract/console-calls.ts'
import { alwaysPermitted } from '../server/engine/testing/always-permitted.ts'
import type { Report } from '../server/procedure/ports/report.ts'
import { adoptInstallation } from '../server/services/adopt-installation.ts'
import { openInstallation } from '../server/services/open-installation.ts'
import { watchConsole } from '../server/services/teach-console.ts'
import { testConnection } from '../server/services/test-connection.ts'
import { asAdmin } from './faults/metadb-acts.ts'
import { adoptInput } from './harness/adopt-input.ts'
import { panelServices } from './harness/panel-services.ts'
import { resetOms } from './sandbox/oms.ts'
import { type OmsState, sandboxName, sandboxState } from './sandbox/state.ts'

const silent: Report = { line: () => undefined, progress: () => undefined, waitingFor: () => undefined, kept: async () => undefined }
const never = new AbortController().signal

let panel: Awaited<ReturnType<typeof panelServices>>
let sql: Awaited<ReturnType<typeof asAdmin>>
let oms: OmsState
let mark: string

beforeAll(async () => {
  const state = sandboxState(sandboxName())
  oms = await resetOms(state, ['console-unknown'])
  sql = await asAdmin(state)
  panel = await panelServices(sandboxName())
  mark = (await watchConsole(panel.services, oms.containerId, null)).mark
})

afterAll(async () => {
  await sql.end()
  await panel.close()
  // Whoever comes next finds the console that they know.
  await resetOms(sandboxState(sandboxName()))
})

/** A call as the page of this console sends it. */
async function ask(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const authorization = `Basic ${Buffer.from(`${oms.console.user}:${oms.console.password}`).toString('base64')}`
  const answer = await fetch(`${oms.console.url}/oms/v9/${path}`, {
    method,
    headers: { authorization },
    ...(body && { body: JSON.stringify(body) }),
  })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Record<string, unknown>
}

async function taught(): Promise<Teaching> {
  const { teaching } = await watchConsole(panel.services, oms.containerId, mark)
  if (teaching === null) throw new Error('nothing was watched')
  return teaching
}

async function stored(): Promise<string> {
  const [rows] = await sql.query(`select cfg_value from \`${oms.databases.rm}\`.oms_normal_config where cfg_name = 'ha.config'`)
  return (rows as { cfg_value: string }[])[0]?.cfg_value ?? ''
}

interface Row {
  settingId: number
  revision: string
  about: { key: string }
  content: { current: string }
}

async function openParameters(): Promise<Row> {
  for (let page = 0; page < 20; page += 1) {
    const { payload } = (await ask('GET', `settings?pageNo=${page}&pageSize=3`)) as { payload: { records: Row[] } }
    const row = payload.records.find(({ about }) => about.key === 'ha.config')
    if (row !== undefined) return row
  }
  throw new Error('no ha.config')
}

let calls: ConsoleCalls

test('a console that nobody documents is not known by the calls that the panel has', async () => {
  const { passed, findings } = await testConnection(panel.services, await adoptInput(panel.services, oms, 'console'))
  expect(passed).toBe(false)
  expect(findings.find(({ level }) => level === 'blocking')?.field).toMatch(/^console\./)
})

test('what a person does in it is seen in its own log, step by step', async () => {
  expect((await taught()).found).toEqual({ parameters: false, change: false, servers: false })
  const before = await stored()
  const row = await openParameters()
  expect((await taught()).found).toEqual({ parameters: true, change: false, servers: false })
  await ask('PUT', `settings/${row.settingId}/content`, { revision: row.revision, content: { current: row.content.current } })
  expect(await stored()).toBe(before)
  await ask('GET', 'nodes/overview')
  const teaching = await taught()
  expect(teaching.missing).toEqual([])
  if (teaching.calls === null) throw new Error('not learned')
  calls = teaching.calls
  expect(calls).toMatchObject({
    signIn: { is: 'basic', isSeen: false },
    parameters: { call: { path: '/oms/v9/settings', firstPage: 0 } },
    change: { method: 'PUT', path: '/oms/v9/settings/-/content' },
    servers: { call: { path: '/oms/v9/nodes/overview' }, online: 'Online' },
  })
})

test('the calls pass the connection test, switch HA off and on, and list the servers', async () => {
  const input = await adoptInput(panel.services, oms, 'learned')
  const { findings } = await testConnection(panel.services, { ...input, console: { ...input.console, calls } })
  expect(findings.filter(({ level }) => level === 'blocking')).toEqual([])
  const { id } = await adoptInstallation(panel.services, { ...input, console: { ...input.console, calls } })
  const [row] = await panel.services.store.auditEvent.findMany({ where: { action: 'installation.adopt' } })
  expect(JSON.stringify(row)).toContain('PUT /oms/v9/settings/-/content')

  const { console } = await openInstallation(panel.services, id)
  const oneself = await panel.services.world.writers(alwaysPermitted).consoles.open(console)
  const on = await stored()
  const off = on.replace('"enable":true', '"enable":false')
  expect(off).not.toBe(on)
  await oneself.setParameter({ name: 'ha.config', from: on, to: () => off, reached: (value) => value === off }, silent, never)
  expect(await stored()).toBe(off)
  await oneself.setParameter({ name: 'ha.config', from: off, to: () => on, reached: (value) => value === on }, silent, never)
  expect(await stored()).toBe(on)
  expect(await oneself.servers()).toMatchObject([{ ip: oms.hostIp, status: 'Online', isOnline: true }])
})
