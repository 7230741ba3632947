import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Said } from '../../contract/said.ts'
import { Secret } from '../../domain/secret.ts'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import type { ConsoleLogin } from '../../procedure/ports/console.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import type { Report } from '../../procedure/ports/report.ts'
import { connectMetaDbWriters } from '../metadb/connect-meta-dbs.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from '../metadb/testing/start-private-mariadb.ts'
import { openConsoleWriters } from './open-consoles.ts'

const ON = '{"enable":true,"refetchStoreIntervalMin":30}'
const OFF = '{"enable":false,"refetchStoreIntervalMin":30}'
const change = {
  name: 'ha.config',
  from: ON,
  to: () => OFF,
  reached: (value: string) => (JSON.parse(value) as { enable: unknown }).enable === false,
}

const consoles = openConsoleWriters(connectMetaDbWriters(alwaysPermitted), alwaysPermitted, { guidedPauseMs: 20 })
let server: PrivateMariaDb

beforeAll(async () => {
  server = await startPrivateMariaDb()
  await server.sql(
    'create database rm_c',
    'create database cm_c',
    'create database hb_c',
    'create table rm_c.oms_normal_config (cfg_name varchar(64), cfg_value text)',
    `insert into rm_c.oms_normal_config values ('ha.config', '')`,
    'create table cm_c.host (ip varchar(64), host_status varchar(32), resource_group_id int)',
    'create table cm_c.resource_group (id int, name varchar(64))',
    "insert into cm_c.host values ('10.0.0.1', 'ONLINE', 1)",
    'create table hb_c.heart_beat (task_name varchar(64), host_ip varchar(64), gmt_modified datetime)',
    "insert into hb_c.heart_beat values ('supervisor', '10.0.0.1', now())",
  )
})

beforeEach(() => setValue(ON))

afterAll(() => server.stop())

const setValue = (value: string): Promise<void> => server.sql(`update rm_c.oms_normal_config set cfg_value = '${value}'`)
const value = (): Promise<unknown> => server.value('select cfg_value from rm_c.oms_normal_config')

function login(driver: ConsoleLogin['driver'], metaDb: MetaDbLogin = server.root, url = 'http://10.0.0.1:8089'): ConsoleLogin {
  const actions = { listSystemParameters: 'L', updateSystemParameter: 'U', listServers: 'S' }
  return {
    driver,
    url,
    user: 'admin',
    password: new Secret('x'),
    actions,
    calls: null,
    databases: { rm: 'rm_c', cm: 'cm_c', heartbeats: ['hb_c'] },
    metaDb,
  }
}

function recorder(): Report & { waits: (Said | null)[]; lines: string[] } {
  const waits: (Said | null)[] = []
  const lines: string[] = []
  return {
    waits,
    lines,
    line: (text) => void lines.push(text),
    progress: () => undefined,
    waitingFor: (said) => {
      if (JSON.stringify(said) !== JSON.stringify(waits.at(-1))) waits.push(said)
    },
    kept: async () => undefined,
  }
}

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no problem',
    (error: { problem?: unknown }) => error.problem ?? error,
  )
}

const never = new AbortController().signal

describe.each(['metadb', 'guided'] as const)('the driver %s', (driver) => {
  test('reads parameters and servers by SQL', async () => {
    const oms = await consoles.open(login(driver))
    await oms.probe()
    expect(await oms.parameter('ha.config')).toBe(ON)
    expect(await oms.servers()).toMatchObject([{ ip: '10.0.0.1', isOnline: true }])
    expect(await problemOf(oms.parameter('no.such'))).toMatchObject({ code: 'not-found' })
    expect(await value()).toBe(ON)
    await oms.close()
  })

  test('does not open with a wrong password', async () => {
    expect(await problemOf(consoles.open(login(driver, server.login('root', 'wrong'))))).toMatchObject({
      code: 'refused',
      field: 'metaDb.password',
    })
  })
})

describe('the driver metadb', () => {
  test('writes what it read, and nothing over the change of somebody else', async () => {
    const oms = await consoles.open(login('metadb'))
    await oms.setParameter(change, recorder(), never)
    expect(await value()).toBe(OFF)
    await setValue('{"enable":true,"by":"somebody"}')
    expect(await problemOf(oms.setParameter(change, recorder(), never))).toMatchObject({ code: 'conflict' })
    expect(await value()).toBe('{"enable":true,"by":"somebody"}')
    await oms.close()
  })

  test('an account that may only read is refused before the window', async () => {
    await server.sql("create or replace user reader identified by 'x'", 'grant select on *.* to reader')
    const metaDb = server.login('reader', 'x')
    expect(await problemOf((await consoles.open(login('metadb', metaDb))).probe())).toMatchObject({ said: { key: 'console.mayNotUpdate' } })
    await (await consoles.open(login('guided', metaDb))).probe()
  })
})

describe('the driver guided', () => {
  test('tells the person what to enter and goes on when the MetaDB shows it', async () => {
    const report = recorder()
    const oms = await consoles.open(login('guided'))
    const waiting = oms.setParameter(change, report, never)
    await expect
      .poll(() => report.waits)
      .toEqual([
        {
          key: 'waiting.guidedParameter',
          params: { url: 'http://10.0.0.1:8089', name: 'ha.config', value: OFF, current: ON, isRead: 'yes' },
        },
      ])
    await setValue('{"enable":true,"refetchStoreIntervalMin":31}')
    await expect.poll(() => report.lines).toHaveLength(1)
    expect(await value()).toContain('31')
    // What the person made of it stands beside what is wanted.
    expect(report.waits.at(-1)?.params).toMatchObject({ value: OFF, current: '{"enable":true,"refetchStoreIntervalMin":31}' })
    // A person may format the text in another way.
    await setValue('{ "enable": false }')
    await waiting
    expect(report.waits.at(-1)).toBeNull()
    await oms.close()
  })

  // The interval grows with the time that OMS is away: what stood there at first would be refused half an hour later.
  test('what is wanted is asked for again while the person is at it', async () => {
    const report = recorder()
    const oms = await consoles.open(login('guided'))
    let wanted = OFF
    const waiting = oms.setParameter({ ...change, to: () => wanted, reached: (found) => found === wanted }, report, never)
    await expect.poll(() => report.waits).toHaveLength(1)
    wanted = '{"enable":false,"refetchStoreIntervalMin":60}'
    await expect.poll(() => report.waits.at(-1)?.params?.value).toBe(wanted)
    await setValue(wanted)
    await waiting
    await oms.close()
  })

  test('a MetaDB that restarts does not send the person back', async () => {
    const report = recorder()
    const oms = await consoles.open(login('guided'))
    const waiting = oms.setParameter(change, report, never)
    await expect.poll(() => report.waits).toHaveLength(1)
    await server.kill()
    await expect.poll(() => report.waits.at(-1)?.params?.isRead).toBe('no')
    await server.start()
    await setValue(OFF)
    await waiting
    expect(report.waits.at(-1)).toBeNull()
    await oms.close()
  })

  test('an abort ends the waiting and takes the words back', async () => {
    const report = recorder()
    const abort = new AbortController()
    const reason = new Error('held')
    const waiting = (await consoles.open(login('guided'))).setParameter(change, report, abort.signal)
    await expect.poll(() => report.waits).toHaveLength(1)
    abort.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    expect(report.waits.at(-1)).toBeNull()
  })
})

// OMS ships self-signed certificates: "cannot connect" alone would send the operator to the wrong place.
test('a self-signed certificate is told as such, with the way to trust it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'panel-tls-'))
  const [key, cert] = [join(folder, 'key'), join(folder, 'crt')]
  await promisify(execFile)('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    cert,
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost,IP:127.0.0.1',
  ])
  const secure = createServer({ key: await readFile(key), cert: await readFile(cert) }, (_, response) =>
    response.end('{"data":{"healthy":true}}'),
  )
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
  const address = secure.address()
  const url = `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const expected = {
    said: { key: 'console.certificate' },
    hint: { key: 'console.certificateHint' },
    field: 'console.url',
    raw: expect.stringContaining('SELF_SIGNED'),
  }
  expect(await problemOf(consoles.health(url))).toMatchObject(expected)
  expect(await problemOf((await consoles.open(login('console', server.root, url))).probe())).toMatchObject(expected)
  secure.close()

  await rm(folder, { recursive: true })
})
