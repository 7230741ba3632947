import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBackupWriter } from '../server/adapters/backups/open-backups.ts'
import { openTestEngine, type TestEngine } from '../server/adapters/docker/testing/test-engine.ts'
import { connectMetaDbWriters } from '../server/adapters/metadb/connect-meta-dbs.ts'
import { ConnectionSource } from '../server/adapters/metadb/connection-source.ts'
import { emergencyKit } from '../server/domain/emergency-kit.ts'
import { JOB_LABEL } from '../server/domain/job-label.ts'
import { quoteIdentifier } from '../server/domain/quote-identifier.ts'
import { Secret } from '../server/domain/secret.ts'
import { alwaysPermitted } from '../server/engine/testing/always-permitted.ts'
import type { MetaDbLogin, MetaDbWriter } from '../server/procedure/ports/metadb.ts'
import { databasePicture } from './referee/database-picture.ts'
import type { DatabasePicture } from './referee/table-picture.ts'
import { sandboxState } from './sandbox/state.ts'

// The panel may be what is broken: then this script is all that an operator has.

const RUN = randomBytes(4).toString('hex')
const DATABASES = [`kit_rm_${RUN}`, `kit 'n"a\`s$ty; ${RUN}`]
const JOB = { id: `job-${RUN}`, number: 7 }
const OLD_NAME = `kit-old-${RUN}`
const NEW_NAME = `kit-new-${RUN}`
// PID 1 has no default for SIGTERM; OMS's own listens to it.
const MAIN = ['bash', '-c', 'trap "exit 0" TERM; sleep 600 & wait']
const HA_BEFORE = '{"enable":true,"it\'s":"$(exit 9)","refetchStoreIntervalMin":30}'
// Read by a client, each of these would be cut in two: as the script sends them, none is parsed there.
const HOSTILE_BODIES = [
  "begin\n  -- \u0001 ; load data local infile '/etc/hostname' into table t;;\n  select 1;\nend",
  "begin /* delimiter // */ select \"a;;b\", 'it''s $(exit 9) `x` \\\\'; end",
  `begin /* ${'x'.repeat(20_000)} */ select 1; end`,
]
const BIN = { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' }
const backups = openBackupWriter(alwaysPermitted)
const state = sandboxState()
const login: MetaDbLogin = { ...state.metaDb, password: new Secret(state.metaDb.password), tls: { mode: 'offered' } }

let engine: TestEngine
let metaDb: MetaDbWriter
let folder: string
let oldId: string
let before: DatabasePicture[]
let facts: Parameters<typeof emergencyKit>[0]

beforeAll(async () => {
  engine = await openTestEngine(`kit-${RUN}`)
  metaDb = await connectMetaDbWriters(alwaysPermitted).open(login)
})

afterAll(async () => {
  await sql(...DATABASES.map((name) => `drop database if exists ${quoteIdentifier(name)}`))
  await metaDb.close()
  await engine.clean({ containers: [OLD_NAME, NEW_NAME], images: [] })
})

// The world after an upgrade that went wrong: dumps of T1, changed databases, the old container stopped, the new one running.
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "panel kit 'x "))
  mkdirSync(path.join(folder, 'tmp'))
  await engine.docker('rm', '--force', OLD_NAME, NEW_NAME).catch(() => '')
  oldId = await engine.docker('create', '--name', OLD_NAME, '--network', 'none', '--restart', 'no', engine.image, ...MAIN)
  await engine.docker(
    'run',
    '-d',
    '--name',
    NEW_NAME,
    '--network',
    'none',
    '--restart',
    'always',
    '--label',
    `${JOB_LABEL}=${JOB.id}`,
    engine.image,
    ...MAIN,
  )
  before = []
  facts = { ...baseFacts(), databases: [] }
  for (const [index, database] of DATABASES.entries()) {
    await metaDb.recreate(database, BIN)
    const name = quoteIdentifier(database)
    await sql(
      `create table ${name}.t (id int primary key, text_ varchar(99))`,
      `insert into ${name}.t values (1, '元数据 ''q'' \\\\'), (2, null)`,
      `create table ${name}.past (id int primary key) with system versioning`,
      `insert into ${name}.past values (1), (2)`,
      `delete from ${name}.past where id = 2`,
      `create view ${name}.v as select id from ${name}.t`,
      // Listed before what it reads from.
      `create view ${name}.a_view as select id from ${name}.v`,
      ...HOSTILE_BODIES.map((body, at) => `create procedure ${name}.hostile_${at}() ${body}`),
      `create trigger ${name}.tr before insert on ${name}.t for each row set new.id = new.id + 1`,
    )
    before.push(await databasePicture(administrator, database, []))
    facts.databases.push({
      database,
      ...BIN,
      options: '',
      dump: await dump(database, `${index}.sql`),
      tables: [
        { name: 'past', rows: 2, hasHistory: true },
        { name: 't', rows: 2, hasHistory: false },
      ],
      objects: (await metaDb.structure(database)).objects,
    })
    await sql(
      `insert into ${name}.t values (10, 'after T1')`,
      `drop view ${name}.a_view, ${name}.v`,
      `create table ${name}.added (id int)`,
      `alter database ${name} character set latin1`,
    )
  }
  await backups.writeKit(folder, emergencyKit(facts))
  return () => rmSync(folder, { recursive: true })
})

function baseFacts() {
  return {
    job: JOB,
    installation: { name: `it's "OMS"\n$(exit 9) \`x\``, from: '3.3.1', to: '3.4.0' },
    t1: new Date(Date.now() - 3_600_000).toISOString(),
    metaDb: { host: login.host, port: login.port, user: login.user, tls: login.tls },
    oldContainer: { id: oldId, name: OLD_NAME, restartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } },
    newContainerName: NEW_NAME,
    haConfigBefore: HA_BEFORE,
    capabilities: null,
    grants: [],
  }
}

async function dump(database: string, file: string) {
  const told = { onProgress: () => undefined, onLine: () => undefined, signal: new AbortController().signal }
  const { dump: tool } = await backups.tools({ clients: 'mariadb' })
  const { sha256 } = await backups.dump(login, { database, tables: ['past', 't'], tool, file: path.join(folder, file) }, told)
  return { file, sha256 }
}

async function sql(...statements: string[]): Promise<void> {
  await new ConnectionSource(login).use(async (session) => {
    for (const statement of statements) await session.plain(statement)
  })
}

const administrator = { host: state.metaDb.host, port: state.metaDb.port, ...state.metaDb.admin }
/** Every definition, row and stored object, as the dump tool writes it. */
const pictures = () => Promise.all(DATABASES.map((database) => databasePicture(administrator, database, [])))
const stateOf = (name: string) =>
  engine.docker(
    'inspect',
    '--format',
    '{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}:{{.HostConfig.RestartPolicy.MaximumRetryCount}}',
    name,
  )

interface Ended {
  code: number | null
  output: string
}

function host(): string {
  return state.engine.host
}

/** Runs the script as a person would; `answers` are typed when their prompt is on the screen. */
function run(argv: string[], input: string | { prompt: string; answer: string }[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const [command = '', ...args] = argv
    const child = spawn(command, args, {
      cwd: '/',
      env: { PATH: process.env.PATH, DOCKER_HOST: host(), TMPDIR: path.join(folder, 'tmp'), NODE_ENV: 'test' },
    })
    const waiting = typeof input === 'string' ? [] : [...input]
    let output = ''
    const hear = (chunk: Buffer) => {
      output += chunk.toString('utf8')
      if (waiting[0] && output.includes(waiting[0].prompt)) child.stdin.write(`${waiting.shift()?.answer}\n`)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
    if (typeof input === 'string') child.stdin.end(input)
  })
}

const rollBack = (password = login.password.reveal()) => run(['sh', path.join(folder, 'rollback.sh')], `${password}\n`)

test('it brings databases, old container and restart policy back, twice if need be, and leaves no password anywhere', async () => {
  const { code, output } = await rollBack()
  expect(output).not.toContain('STOPPED')
  expect(code).toBe(0)
  expect(await pictures()).toEqual(before)
  expect(await stateOf(OLD_NAME)).toBe('running on-failure:3')
  expect(await stateOf(NEW_NAME)).toMatch(/^exited no:/)
  expect(output).toMatch(/6[01] minutes have passed since T1/)
  expect(output).toMatch(/refetchStoreIntervalMin to 9[01] or more/)

  await sql(`insert into ${quoteIdentifier(DATABASES[0] ?? '')}.t values (20, 'later')`)
  expect(await rollBack()).toMatchObject({ code: 0 })
  expect(await pictures()).toEqual(before)
  expect(await stateOf(OLD_NAME)).toBe('running on-failure:3')

  expect(readdirSync(path.join(folder, 'tmp'))).toEqual([])
  const texts = ['rollback.sh', 'ROLLBACK.txt'].map((file) => readFileSync(path.join(folder, file), 'utf8'))
  for (const text of [output, ...texts]) expect(text).not.toContain(login.password.reveal())
})

test('at a terminal it asks for the name of the old container and does not echo the password', async () => {
  const command = `sh '${path.join(folder, 'rollback.sh').replaceAll("'", "'\\''")}'`
  const { code, output } = await run(
    ['script', '--quiet', '--return', '--command', command, '/dev/null'],
    [
      { prompt: 'Type the name of the old container', answer: OLD_NAME },
      { prompt: 'Password of', answer: login.password.reveal() },
    ],
  )
  expect(output).toContain('Password of oms on the MetaDB')
  expect(code).toBe(0)
  expect(output).not.toContain(login.password.reveal())
  expect(await pictures()).toEqual(before)
})

test.each<[string, () => Promise<Ended>, RegExp]>([
  [
    'a backup file with one byte changed',
    () => {
      const file = path.join(folder, '1.sql')
      writeFileSync(file, readFileSync(file, 'utf8').replace('T1', 'T2').replace('元', '完'))
      return rollBack()
    },
    /1\.sql is not the one that was made/,
  ],
  [
    'a missing backup file',
    () => {
      rmSync(path.join(folder, '1.sql'))
      return rollBack()
    },
    /1\.sql cannot be read/,
  ],
  ['a wrong password', () => rollBack('wrong'), /cannot be used with this account and password/],
  ['no password', () => run(['sh', path.join(folder, 'rollback.sh')], ''), /password is expected/],
])('%s: nothing is touched', async (_, attempt, words) => {
  const changed = await pictures()
  const { code, output } = await attempt()
  expect(code).toBe(1)
  expect(output).toMatch(words)
  expect(output).toContain('Nothing was changed.')
  expect(await pictures()).toEqual(changed)
  expect(await stateOf(OLD_NAME)).toMatch(/^created/)
  expect(await stateOf(NEW_NAME)).toMatch(/^running always/)
})

test('a file without its closing line is refused although its checksum is right', async () => {
  const text = readFileSync(path.join(folder, '0.sql'), 'utf8').replace(/-- Dump completed.*\n/, '')
  await writeChanged('0.sql', text)
  const { code, output } = await rollBack()
  expect(code).toBe(1)
  expect(output).toContain('has no closing line')
  expect(await stateOf(NEW_NAME)).toMatch(/^running/)
})

// The copy is restored beside: until it is whole, OMS and its databases stay as they are.
test('a restore that fails touches neither OMS nor its databases, and the next run with the cause gone works', async () => {
  const changed = await pictures()
  const good = readFileSync(path.join(folder, '1.sql'), 'utf8')
  await writeChanged('1.sql', good.replace(/^INSERT INTO/m, 'INSERT INTO nowhere; INSERT INTO'))
  const { code, output } = await rollBack()
  expect(code).toBe(1)
  expect(output).toContain('OMS and its databases were not touched')
  expect(await pictures()).toEqual(changed)
  expect(await stateOf(OLD_NAME)).toMatch(/^created/)
  expect(await stateOf(NEW_NAME)).toMatch(/^running always/)
  await writeChanged('1.sql', good)
  expect(await rollBack()).toMatchObject({ code: 0 })
  expect(await pictures()).toEqual(before)
})

test('a restore that another session still does is ended before its database is dropped', async () => {
  const slow = path.join(folder, 'slow.sql')
  writeFileSync(slow, '-- MariaDB dump 10.19  Distrib 10.11.6-MariaDB\ndo sleep(60);\ncreate table late (id int);\n-- Dump completed\n')
  const told = { onProgress: () => undefined, onLine: () => undefined, signal: new AbortController().signal }
  const database = DATABASES[0] ?? ''
  const left = backups.restore(login, { database, file: slow }, told).catch((error: unknown) => error)
  await expect.poll(async () => (await metaDb.sessions([database])).length).toBe(1)
  const ended = await rollBack()
  expect(ended.output).not.toContain('STOPPED')
  expect(ended.code).toBe(0)
  expect(await left).toMatchObject({ problem: { code: expect.stringMatching(/unavailable|refused/) } })
  expect(await pictures()).toEqual(before)
})

test('a container of the new name that this upgrade did not make is not touched', async () => {
  await engine.docker('rm', '--force', NEW_NAME)
  await engine.docker('run', '-d', '--name', NEW_NAME, '--network', 'none', '--restart', 'always', engine.image, ...MAIN)
  const { code, output } = await rollBack()
  expect(code).toBe(1)
  expect(output).toContain('was not made by this upgrade')
  expect(await stateOf(NEW_NAME)).toMatch(/^running always/)
})

test('before there are dumps it asks for nothing and only starts the old container', async () => {
  const changed = await pictures()
  await engine.docker('rm', '--force', NEW_NAME)
  await backups.writeKit(folder, emergencyKit({ ...facts, databases: [] }))
  const { code, output } = await run(['sh', path.join(folder, 'rollback.sh')], '')
  expect(output).toContain('the databases have not been changed')
  expect(code).toBe(0)
  expect(await stateOf(OLD_NAME)).toBe('running on-failure:3')
  expect(await pictures()).toEqual(changed)
})

/** Changes a dump and the kit with it, as if it had been made so. */
async function writeChanged(file: string, text: string): Promise<void> {
  writeFileSync(path.join(folder, file), text)
  const sha256 = createHash('sha256').update(text).digest('hex')
  const entry = facts.databases.find(({ dump: { file: name } }) => name === file)
  if (!entry) throw new Error(`no dump ${file}`)
  entry.dump = { file, sha256 }
  await backups.writeKit(folder, emergencyKit(facts))
}
