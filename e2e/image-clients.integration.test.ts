import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { access, copyFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import mysql from 'mysql2/promise'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PANEL } from '../server/adapters/backups/fitting-tools.ts'
import { openBackups, openBackupWriter } from '../server/adapters/backups/open-backups.ts'
import { restorerOf } from '../server/adapters/backups/restore-database.ts'
import { toolsOfImage } from '../server/adapters/backups/tools-of-image.ts'
import { connectDocker } from '../server/adapters/docker/connect-docker.ts'
import { parseDockerAddress } from '../server/adapters/docker/docker-address.ts'
import { imagePrograms } from '../server/adapters/docker/image-programs.ts'
import { connectMetaDbWriters } from '../server/adapters/metadb/connect-meta-dbs.ts'
import { makeCertificates } from '../server/adapters/metadb/testing/make-certificates.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from '../server/adapters/metadb/testing/start-private-mariadb.ts'
import type { ClientTool } from '../server/contract/dump-tools.ts'
import { CLIENT_LABEL } from '../server/domain/client-label.ts'
import { Secret } from '../server/domain/secret.ts'
import { alwaysPermitted } from '../server/engine/testing/always-permitted.ts'
import type { ImageClients } from '../server/procedure/ports/backups.ts'
import { rehearseTransfer } from '../server/procedure/rehearse-transfer.ts'
import { imageReference } from './sandbox/image.ts'
import { readState, sandboxName } from './sandbox/state.ts'

// OMS's image with MariaDB's clients in it, as the vendor's has them. Whatever the image starts by itself would be a second OMS on a MetaDB
// that is being dumped or restored: it says so at a port of the test.
const IMAGE = 'oms-with-clients:feature_3.3.1'
const OMS = 'oms_with_clients'
const PASSWORD = 'not "to be" seen; $(id) 密'
const run = promisify(execFile)

let server: PrivateMariaDb
let engineHost: string
let folder: string
let starts: Server
let started = 0
/** Of each test another one. */
let installation: string
let oms: string
let clients: ImageClients

const docker = async (...argv: string[]) =>
  (await run('docker', ['--host', engineHost, ...argv], { maxBuffer: 64 * 1024 * 1024 })).stdout.trim()
const label = () => `${CLIENT_LABEL}=${installation}`
const own = async () => (await docker('ps', '--all', '--quiet', '--no-trunc', '--filter', `label=${label()}`)).split('\n').filter(Boolean)
const address = () => parseDockerAddress(engineHost)
const programs = () => imagePrograms(address(), alwaysPermitted)
const backups = () => openBackupWriter(alwaysPermitted, { engine: address() })
const told = () => ({ onLine: () => undefined, onProgress: () => undefined, signal: AbortSignal.timeout(40_000) })
const tables = ['a', 'b']

async function imageTools(more: Partial<ImageClients> = {}) {
  return await toolsOfImage(programs(), { clients: 'mariadb' }, { ...clients, ...more })
}

async function clientsOfImage(more: Partial<ImageClients> = {}): Promise<{ dump: ClientTool; restore: ClientTool }> {
  const { dump, restore } = await imageTools(more)
  if (dump.flavour === 'panel' || restore.flavour === 'panel') throw new Error('the clients in the image were not found')
  return { dump, restore }
}

/** The same once OMS's container is stopped, as the panel sees it then. */
async function clientsLater(): Promise<{ dump: ClientTool; restore: ClientTool }> {
  const pair = await clientsOfImage()
  const later = ({ image, ...tool }: ClientTool): ClientTool => ({ ...tool, ...(image && { image: { ...image, container: 'stopped' } }) })
  return { dump: later(pair.dump), restore: later(pair.restore) }
}

/** How many containers of their own the clients had in this test. */
async function made(): Promise<number> {
  const now = String(Math.ceil(Date.now() / 1000))
  const said = await docker('events', '--since', '10m', '--until', now, '--filter', 'event=create', '--filter', `label=${label()}`)
  return said.split('\n').filter(Boolean).length
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const begun = performance.now(); performance.now() - begun < 20_000; await pause(50)) {
    const found = await look()
    if (found !== undefined) return found
  }
  throw new Error('it did not come')
}

async function buildImage(port: number): Promise<void> {
  const root = join(folder, 'root')
  const paths = ['/usr/bin/mariadb', '/usr/bin/mariadb-dump']
  const { stdout } = await run('ldd', paths)
  for (const file of new Set([...paths, ...(stdout.match(/(?<==> |^\s+)\/\S+(?= \()/gm) ?? [])])) {
    const place = join(root, await realpath(dirname(file)))
    await mkdir(place, { recursive: true })
    await copyFile(file, join(place, basename(file)))
  }
  await copyFile(paths[0] ?? '', join(root, 'usr/bin/mysql'))
  await copyFile(paths[1] ?? '', join(root, 'usr/bin/mysqldump'))
  const container = await docker('create', imageReference('3.3.1'))
  await docker('cp', `${root}/.`, `${container}:/`)
  const tell = `exec 9<>/dev/tcp/127.0.0.1/${port}`
  const changes = [
    `ENTRYPOINT ["bash", "-c", "${tell}; exec \\"$0\\" \\"$@\\""]`,
    `HEALTHCHECK --interval=1s CMD bash -c "${tell}"`,
    'VOLUME /home/ds/store',
  ]
  await docker('commit', ...changes.flatMap((change) => ['--change', change]), container, IMAGE)
  await docker('rm', container)
}

beforeAll(async () => {
  engineHost = readState(sandboxName())?.engine?.host ?? ''
  if (engineHost === '') throw new Error('no sandbox')
  folder = await mkdtemp(join(tmpdir(), 'panel-image-clients-'))
  starts = createServer((socket) => {
    started += 1
    socket.destroy()
  })
  starts.listen(0, '127.0.0.1')
  await once(starts, 'listening')
  const at = starts.address()
  await buildImage(typeof at === 'object' && at !== null ? at.port : 0)
  server = await startPrivateMariaDb()
  await server.sql(
    `create user oms identified by '${PASSWORD}'`,
    'grant all on *.* to oms',
    'create database rm character set utf8mb4 collate utf8mb4_bin',
    'use rm',
    'create table a (id int primary key, t longtext, b blob, g int as (id + 1))',
    'create table b (id int primary key, a int, foreign key (a) references a (id))',
    `insert into a (id, t, b) select seq, repeat('字 \\'', 2000), unhex('00ff1a0d0a') from seq_1_to_300`,
    'insert into b select seq, seq from seq_1_to_100',
    'create view v as select id from a',
  )
  oms = await startOms()
})

afterAll(async () => {
  for (const id of [OMS]) await docker('rm', '--force', '--volumes', id).catch(() => undefined)
  await docker('rmi', '--force', IMAGE).catch(() => undefined)
  await server.stop()
  starts.close()
  await rm(folder, { recursive: true, force: true })
})

async function startOms(): Promise<string> {
  await docker('rm', '--force', '--volumes', OMS).catch(() => undefined)
  const settings = ['--detach', '--name', OMS, '--network', 'host', '--volume', `${folder}:/home/admin/logs`]
  const environment = ['--env', 'MYSQL_PWD=wrong', '--env', 'BASH_ENV=/nowhere', '--env', 'OMS_HOST_IP=127.0.0.1']
  return await docker('run', ...settings, ...environment, '--no-healthcheck', '--entrypoint', 'sleep', IMAGE, '600')
}

beforeEach(() => {
  installation = randomUUID()
  const login = { host: '127.0.0.1', port: server.port, user: 'oms', password: new Secret(PASSWORD), tls: { mode: 'offered' } as const }
  clients = { container: oms, installation, serverVersion: '10.11.0', login, database: 'rm' }
  started = 0
  return async () => {
    await server.sql('drop database if exists copy')
    await rm(join(folder, 'dumps'), { recursive: true, force: true })
    expect(await own()).toEqual([])
    expect(started).toBe(0)
  }
})

const file = (name = 'rm') => join(folder, 'dumps', `${name}.sql`)

async function contentsOf(database: string) {
  const metaDb = await connectMetaDbWriters(alwaysPermitted).open(server.root)
  try {
    return (await metaDb.contents(database, AbortSignal.timeout(30_000))).tables
  } finally {
    await metaDb.close()
  }
}

test('while OMS runs its container gives its clients to look and to dump, and nothing is made', async () => {
  const { dump, restore } = await clientsOfImage()
  expect(dump).toMatchObject({ path: '/usr/bin/mysqldump', flavour: 'mariadb', image: { name: IMAGE, container: clients.container } })
  expect(restore).toMatchObject({ path: '/usr/bin/mysql', version: dump.version })
  // A reader may, for it makes nothing.
  await openBackups({ engine: address() }).probe(clients.login, 'rm', dump)
  const dumped = await backups().dump(clients.login, { database: 'rm', tables, file: file(), tool: dump }, told())
  expect(dumped).toMatchObject({
    complete: true,
    tables: [
      { name: 'a', rows: 300 },
      { name: 'b', rows: 100 },
    ],
  })
  expect(await made()).toBe(0)
})

test('after OMS was stopped they run in containers of their own, dump and restore', async () => {
  const known = await clientsOfImage()
  await docker('stop', '--time', '0', OMS)
  const { dump, restore } = await clientsOfImage({ known })
  await backups().dump(clients.login, { database: 'rm', tables, file: file(), tool: dump }, told())
  await server.sql('create database copy character set utf8mb4 collate utf8mb4_bin')
  let last = 0
  const onProgress = (read: number, total: number) => {
    last = read / total
  }
  await backups().restore(clients.login, { database: 'copy', file: file(), tool: restore }, { ...told(), onProgress })
  expect(last).toBe(1)
  expect(await contentsOf('copy')).toEqual(await contentsOf('rm'))
  expect(await made()).toBe(2)
  oms = await startOms()
})

/** A session that others wait for, until it is let go. */
async function hold(statement: string): Promise<() => Promise<void>> {
  const { port, user, password } = server.root
  const session = await mysql.createConnection({ host: '127.0.0.1', port, user, password: password.reveal(), database: 'rm' })
  await session.query(statement)
  return () => session.end()
}

const ownOne = () => until(async () => (await own()).find(Boolean))
const waiting = () => server.value("select count(*) from information_schema.processlist where user = 'oms' and state like 'Waiting%'")
const untilWaiting = () => until(async () => (Number(await waiting()) > 0 ? true : undefined))

test('what the image starts by itself is seen: it tells the test', async () => {
  await docker('run', '--rm', '--network', 'host', IMAGE, 'true')
  expect(started).toBeGreaterThan(0)
  started = 0
})

// A second OMS beside the stopped one would write into a MetaDB that is being dumped or restored.
test.each(['dump', 'restore'] as const)(
  'in a container made for a %s nothing runs but the client, and nothing of OMS is in it',
  async (act) => {
    const { dump, restore } = await clientsLater()
    await backups().dump(clients.login, { database: 'rm', tables, file: file('first'), tool: dump }, told())
    await server.sql('create database copy character set utf8mb4 collate utf8mb4_bin')
    const volumes = await docker('volume', 'ls', '--quiet')
    const release = await hold(act === 'dump' ? 'lock tables a write, b write' : 'flush tables with read lock')
    const work =
      act === 'dump'
        ? backups().dump(clients.login, { database: 'rm', tables, file: file(), tool: dump }, told())
        : backups().restore(clients.login, { database: 'copy', file: file('first'), tool: restore }, told())
    const id = await ownOne()
    await untilWaiting()
    const looked = await docker('inspect', id)
    const [container] = JSON.parse(looked)
    const processes = (await docker('top', id, '-o', 'pid,args')).split('\n').slice(1)
    const events = await docker('events', '--since', '10m', '--until', String(Math.ceil(Date.now() / 1000)), '--filter', `container=${id}`)
    const log = await docker('logs', id).catch(() => 'no log')
    const listed = (await connectDocker(address()).listContainers()).map((one) => one.id)
    await release()
    await work
    expect(processes).toEqual([
      expect.stringMatching(
        act === 'dump' ? /^\s*\d+\s+\/usr\/bin\/mysqldump --defaults-file=/ : /^\s*\d+\s+\/usr\/bin\/mysql --defaults-file=/,
      ),
    ])
    expect(container).toMatchObject({
      Config: { Entrypoint: ['bash'], Healthcheck: { Test: ['NONE'] }, Labels: { [CLIENT_LABEL]: installation } },
      HostConfig: { RestartPolicy: { Name: 'no' }, NetworkMode: 'host', Privileged: false, AutoRemove: true, CapAdd: null },
    })
    expect(container.HostConfig.Binds ?? []).toEqual([])
    expect(container.Mounts.filter(({ Type }: { Type: string }) => Type !== 'volume')).toEqual([])
    expect(container.Config.Env.filter((line: string) => /MYSQL|IP=|BASH_ENV/.test(line))).toEqual([])
    expect(events).not.toMatch(/exec_create|health_status/)
    for (const seen of [looked, log, ...processes]) {
      expect(seen).not.toContain('to be')
      expect(seen).not.toContain('字')
    }
    // A folder that the image declares goes with the container, a moment later.
    await until(async () => ((await docker('volume', 'ls', '--quiet')) === volumes ? true : undefined))
    // It has an image of OMS, and who looks for OMS must not find it.
    expect(listed).toContain(clients.container)
    expect(listed).not.toContain(id)
  },
)

test('in OMS’s container a dump has the login in no argument and no variable, and takes none of what OMS has set', async () => {
  const { dump } = await clientsOfImage()
  const release = await hold('lock tables a write, b write')
  const work = backups().dump(clients.login, { database: 'rm', tables, file: file(), tool: dump }, told())
  await untilWaiting()
  const [line = '', ...others] = (await docker('top', OMS, '-o', 'pid,args')).split('\n').filter((one) => one.includes('mysqldump'))
  const variables = await readFile(`/proc/${line.trim().split(/\s/)[0]}/environ`, 'utf8')
  await release()
  await work
  expect(others).toEqual([])
  expect(line).not.toContain('to be')
  expect(variables).toContain('OMS_HOST_IP=')
  expect(variables).not.toMatch(/to be|MYSQL_PWD|BASH_ENV/)
})

/** A panel that is killed as soon as what it does stands still. */
async function killed(given: object): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('./harness/image-client-once.ts', import.meta.url))], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const { port, user, password } = clients.login
  child.stdin?.end(JSON.stringify({ engine: engineHost, port: port, user, password: password.reveal(), ...given }))
  const id = await ownOne()
  await untilWaiting()
  child.kill('SIGKILL')
  await once(child, 'exit')
  return id
}

test('a dump that a killed panel left is ended when the panel starts, and its container is gone', async () => {
  const known = await clientsLater()
  const release = await hold('lock tables a write, b write')
  await killed({ database: 'rm', tables, file: file(), tool: known.dump })
  expect(await own()).toHaveLength(1)
  expect(await backups().removeLeftClients('another')).toEqual([])
  expect(await own()).toHaveLength(1)
  expect(await backups().removeLeftClients(installation)).toEqual([expect.stringMatching(/^oms-panel-client-/)])
  expect(await own()).toEqual([])
  await until(async () => (Number(await waiting()) === 0 ? true : undefined))
  await release()
})

test('and what was left is removed before the clients are used again, while those of this panel go on side by side', async () => {
  const { dump: tool } = await clientsLater()
  const release = await hold('lock tables a write, b write')
  const left = await docker('run', '--detach', '--label', label(), '--no-healthcheck', '--entrypoint', 'sleep', IMAGE, '600')
  const dump = (name: string) => backups().dump(clients.login, { database: 'rm', tables, file: file(name), tool }, told())
  const dumps = [dump('one')]
  const untilWait = (count: number) => until(async () => (Number(await waiting()) === count ? true : undefined))
  await untilWait(1)
  dumps.push(dump('two'), dump('three'))
  await untilWait(3)
  const now = await own()
  await release()
  expect(now).toHaveLength(3)
  expect(now).not.toContain(left)
  expect((await Promise.all(dumps)).map(({ complete }) => complete)).toEqual([true, true, true])
})

// Its input is the panel's: without it, the client comes to the end of what it was sent and its container removes itself.
test('a restore whose panel is killed ends, and its container removes itself', async () => {
  const known = await clientsLater()
  await backups().dump(clients.login, { database: 'rm', tables, file: file(), tool: known.dump }, told())
  await server.sql('create database copy character set utf8mb4 collate utf8mb4_bin')
  const release = await hold('flush tables with read lock')
  await killed({ database: 'copy', file: file(), tool: known.restore })
  await release()
  await until(async () => ((await own()).length === 0 ? true : undefined))
})

test('a dump that is aborted is over before anybody hears of it', async () => {
  const known = await clientsLater()
  const release = await hold('lock tables a write, b write')
  const stop = new AbortController()
  const dumping = backups().dump(
    clients.login,
    { database: 'rm', tables, file: file(), tool: known.dump },
    { ...told(), signal: stop.signal },
  )
  await untilWaiting()
  const reason = new Error('a person stopped it')
  stop.abort(reason)
  await expect(dumping).rejects.toBe(reason)
  expect(await own()).toEqual([])
  await expect(access(`${file()}.part`)).rejects.toThrow()
  await release()
})

test('without a permit no container is made', async () => {
  const known = await clientsLater()
  const gone = new Error('the lease is another’s')
  let asked = 0
  const permit = {
    check() {
      asked += 1
      if (asked > 1) throw gone
    },
  }
  const dumping = openBackupWriter(permit, { engine: address() }).dump(
    clients.login,
    { database: 'rm', tables, file: file(), tool: known.dump },
    told(),
  )
  await expect(dumping).rejects.toThrow()
  expect(asked).toBeGreaterThan(1)
  expect(await made()).toBe(0)
})

test('the words of the server come through: a dump that is refused, a restore that stops at an error', async () => {
  const { dump, restore } = await clientsOfImage()
  const missing = backups().dump(clients.login, { database: 'nowhere', tables: ['a'], file: file(), tool: dump }, told())
  await expect(missing).rejects.toMatchObject({ problem: { said: { key: 'metadb.databaseMissing' } } })
  await backups().dump(clients.login, { database: 'rm', tables, file: file(), tool: dump }, told())
  await server.sql('create database copy character set utf8mb4 collate utf8mb4_bin')
  const broken = join(folder, 'dumps', 'broken.sql')
  await writeFile(broken, '-- MariaDB dump 10.19\ncreate table t (id int);\ninsert into t values (1);\ncreate tabel u;\n')
  const refused = backups().restore(clients.login, { database: 'copy', file: broken, tool: restore }, told())
  await expect(refused).rejects.toMatchObject({
    problem: { said: { key: 'backups.restoreFailed' }, raw: expect.stringContaining('ERROR 1064') },
  })
})

test('where the image is gone a client of this machine restores, or the panel itself, and where neither can, the error names the image', async () => {
  const { dump, restore } = await clientsOfImage()
  await backups().dump(clients.login, { database: 'rm', tables, file: file(), tool: dump }, told())
  const image = { ...dump.image, id: `sha256:${'0'.repeat(64)}`, name: 'gone', container: clients.container, installation }
  expect(await backups().restorerOf(file(), restore)).toEqual(restore)
  const there = await backups().restorerOf(file(), { ...restore, image })
  expect(there).toMatchObject({ flavour: 'mariadb' })
  expect(there).not.toHaveProperty('image')
  const missing = { tools: { dumps: [], restores: [] }, programs: programs() }
  expect(await restorerOf(file(), missing, { ...restore, image })).toEqual(PANEL)
  const strange = join(folder, 'dumps', 'strange.sql')
  await writeFile(strange, '-- by hand\n')
  await expect(restorerOf(strange, missing, { ...restore, image })).rejects.toMatchObject({
    problem: { said: { key: 'backups.imageOfDumpGone', params: { image: 'gone' } } },
  })
})

test('the clients of this machine come first', async () => {
  const { dump } = await openBackups({ engine: address() }).tools({ clients: 'mariadb' }, clients)
  expect(dump).toMatchObject({ flavour: 'mariadb' })
  expect(dump).not.toHaveProperty('image')
})

test('an image without a shell has no clients to offer', async () => {
  await docker('exec', OMS, 'bash', '-c', 'rm /usr/bin/bash /usr/bin/sh')
  expect(await imageTools()).toEqual({ dump: PANEL, restore: PANEL })
  oms = await startOms()
})

// The panel's machine and the engine's are two: all that goes between them goes over the engine's port.
test('on a remote engine dump and restore come and go over its port', async () => {
  const relay = createServer({ allowHalfOpen: true }, (socket) => {
    const to = connect({ path: engineHost.replace('unix://', ''), allowHalfOpen: true })
    for (const [from, into] of [[socket, to] as const, [to, socket] as const]) pipeline(from, into).catch(() => into.destroy())
  })
  relay.listen(0, '127.0.0.1')
  await once(relay, 'listening')
  const { port } = relay.address() as AddressInfo
  const remote = openBackupWriter(alwaysPermitted, { engine: { host: '127.0.0.1', port } })
  await remote.dump(clients.login, { database: 'rm', tables, file: file('exec'), tool: (await clientsOfImage()).dump }, told())
  const { dump, restore } = await clientsLater()
  await remote.dump(clients.login, { database: 'rm', tables, file: file(), tool: dump }, told())
  await server.sql('create database copy character set utf8mb4 collate utf8mb4_bin')
  await remote.restore(clients.login, { database: 'copy', file: file(), tool: restore }, told())
  expect(await contentsOf('copy')).toEqual(await contentsOf('rm'))
  relay.close()
})

test('a server that is proven by a certificate is proven from inside the image too', async () => {
  const [own, foreign] = [await makeCertificates(['IP:127.0.0.1']), await makeCertificates(['IP:127.0.0.1'])]
  const secure = await startPrivateMariaDb({ tls: own.files })
  try {
    await secure.sql('create database rm', 'create table rm.a (id int)', 'insert into rm.a values (1)', 'create database copy')
    const login = (ca: string) => ({ ...secure.root, tls: { mode: 'verified' as const, ca } })
    const { dump, restore } = await clientsOfImage({ login: login(own.ca) })
    const act = (ca: string, name: string) =>
      backups().dump(login(ca), { database: 'rm', tables: ['a'], file: file(name), tool: dump }, told())
    await act(own.ca, 'own')
    await expect(act(foreign.ca, 'foreign')).rejects.toMatchObject({ problem: { said: { key: expect.stringMatching(/tls/i) } } })
    await backups().restore(login(own.ca), { database: 'copy', file: file('own'), tool: restore }, told())
    expect(await secure.value('select count(*) from copy.a')).toBe(1)
  } finally {
    await secure.stop()
    await Promise.all([own.remove(), foreign.remove()])
  }
})

test('clients that are older than the server, or do not sign in, or were not found before OMS was stopped, leave it to the panel', async () => {
  const own = { dump: PANEL, restore: PANEL }
  expect(await imageTools({ serverVersion: '10.12.0' })).toEqual(own)
  expect(await imageTools({ login: { ...clients.login, password: new Secret('wrong') } })).toEqual(own)
  expect(await imageTools({ container: 'stopped' })).toEqual(own)
})

test('the rehearsal proves the very pair as it will be after OMS was stopped: both in containers of their own', async () => {
  const pair = await clientsOfImage()
  const metaDb = await connectMetaDbWriters(alwaysPermitted).open(server.root)
  const name = 'rm__panel_abcdefgh_try'
  try {
    const given = { metaDb, backups: backups(), login: server.root, like: ['rm'], name, pairs: [pair], signal: AbortSignal.timeout(50_000) }
    const { flavour, version, image } = pair.dump
    expect(await rehearseTransfer(given)).toEqual({ by: { flavour, version, image: image?.id }, refused: [] })
  } finally {
    await metaDb.close()
  }
  // For the sample, and for the definitions of the one database.
  expect(await made()).toBe(4)
})
