import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestEngine, type TestEngine } from '../server/adapters/docker/testing/test-engine.ts'
import { initIsRunning } from '../server/procedure/init-record.ts'
import { initializeMetadata } from '../server/procedure/steps/initialize-metadata/step.ts'
import { stepScene } from './harness/step-scene.ts'
import { sandboxState } from './sandbox/state.ts'

const CONTAINER = `panel_${process.pid}_init`
const RM = `rm_init_${process.pid}`
const CLOSING = 'echo "[Completed] All initialization steps are executed"'
const never = new AbortController().signal

let engine: TestEngine
let id: string
let shared: string
let scene: ReturnType<typeof stepScene>

beforeAll(async () => {
  engine = await openTestEngine(`init${process.pid}`)
})

beforeEach(async () => {
  shared = join(engine.folder, 'shared')
  rmSync(shared, { recursive: true, force: true })
  mkdirSync(shared)
  writeFileSync(join(shared, 'docker_init.sh'), '')
  const mounts = ['-v', `${shared}:/shared`, '-v', `${shared}/docker_init.sh:/root/docker_init.sh`]
  id = await engine.docker('run', '-d', ...mounts, '--net', 'host', '--name', CONTAINER, engine.image)
  await sql(`create database ${RM}`, `create table ${RM}.oms_version (version varchar(32), gmt_modified datetime(3))`, version('3.3.1'))
  scene = stepScene(sandboxState(), {
    hostIp: '127.0.0.1',
    old: { id: 'f'.repeat(64), name: 'none', imageId: 'none' },
    newName: CONTAINER,
    to: { version: '3.4.0', image: engine.image, imageId: 'none' },
    databases: { rm: RM, cm: RM, heartbeats: [RM] },
    consoleUrl: 'http://127.0.0.1:1',
    facts: { newContainerId: id },
  })
})

afterEach(async () => {
  await engine.docker('rm', '--force', CONTAINER)
  await sql(`drop database ${RM}`)
})

afterAll(async () => {
  await engine.clean({ containers: [], images: [] })
})

async function sql(...statements: string[]): Promise<void> {
  const { host, port, admin } = sandboxState().metaDb
  const connection = await createConnection({ host, port, user: admin.user, password: admin.password })
  try {
    for (const statement of statements) await connection.query(statement)
  } finally {
    await connection.end()
  }
}

function version(text: string): string {
  return `insert into ${RM}.oms_version values ('${text}', now(3))`
}

/** The vendor's script of this test; `moved`: says that the schema has to move before it goes on. */
function script(...lines: string[]): void {
  writeFileSync(join(shared, 'docker_init.sh'), `${lines.join('\n')}\n`)
}

const MOVED = 'echo begun; until [ -e /shared/moved ]; do sleep 0.1; done'

async function move(to: string): Promise<void> {
  await expect.poll(() => scene.lines, { timeout: 20_000 }).toContain('begun')
  await sql(version(to))
  writeFileSync(join(shared, 'moved'), '')
}

async function attempt(to: string | null) {
  const run = initializeMetadata.run(scene.context, never)
  if (to !== null) await move(to)
  await run
  return await initializeMetadata.verify(scene.context, never)
}

async function processes(): Promise<string> {
  return await engine.docker('top', CONTAINER, '-o', 'pid,args')
}

// A daemon that the script leaves behind keeps its output open: the step then ended after an hour, and as a failure.
test('a child that holds the output open neither delays nor fails a completed script', async () => {
  script(MOVED, 'sleep 3600 &', CLOSING)
  const begun = Date.now()
  expect(await attempt('3.4.0')).toMatchObject({ holds: true, saw: { key: 'outcomes.initDone', params: { version: '3.4.0' } } })
  expect(Date.now() - begun).toBeLessThan(30_000)
  expect(await processes()).toContain('sleep 3600')
})

test.each(['V3.4.0', '3.4.0-CE', '3.4.0_bp1'])('a schema that says %s is the one of 3.4.0', async (spelled) => {
  script(MOVED, CLOSING)
  expect(await attempt(spelled)).toMatchObject({ holds: true, saw: { key: 'outcomes.initDone' } })
})

test('lines that only look bad warn where exit code and schema prove it', async () => {
  const dBus = 'Failed to get D-Bus connection: Operation not permitted'
  script(MOVED, `echo "${dBus}"`, `printf '\\033[32m'; ${CLOSING}; printf '\\033[0m'`, 'echo "Bye."')
  expect(await attempt('3.4.0')).toMatchObject({ holds: true, saw: { key: 'outcomes.initDoneWarned', params: { line: dBus } } })
})

// The exit code alone is no proof: this one is the fifth most frequent trouble in the field.
test('a script that says all is done while the schema did not move has failed', async () => {
  script('echo "Version before 4.1.1 is not allowed to upgrade."', CLOSING)
  expect(await attempt(null)).toMatchObject({
    holds: false,
    saw: { key: 'outcomes.initFailureTextAt', params: { version: '3.3.1' } },
    raw: 'Version before 4.1.1 is not allowed to upgrade.',
  })
})

test('a failing exit code is a failure, and for a person to judge where the schema moved', async () => {
  script('echo "[ERROR] phase 2"', 'exit 3')
  expect(await attempt(null)).toMatchObject({ holds: false, saw: { key: 'outcomes.initExitCodeAt', params: { exitCode: 3 } } })
  script(MOVED, 'exit 4')
  const unproven = await attempt('3.4.0')
  expect(unproven).toMatchObject({ holds: false, saw: { key: 'outcomes.initUnproven', params: { exitCode: 4, version: '3.4.0' } } })
  expect(initializeMetadata.skippableAfter?.[unproven.saw.key]).toBeDefined()
})

test('a panel that dies is no matter to the script, and its end is read back from a log of any size', async () => {
  script(MOVED, 'seq 1 400000', CLOSING)
  const panel = new AbortController()
  const run = initializeMetadata.run(scene.context, panel.signal)
  await expect.poll(() => scene.lines, { timeout: 20_000 }).toContain('begun')
  panel.abort(new Error('the panel died'))
  await expect(run).rejects.toThrow('the panel died')
  await move('3.4.0')
  expect(await initializeMetadata.verify(scene.context, never)).toMatchObject({ holds: true, saw: { key: 'outcomes.initDone' } })
  expect(scene.lines).toContain('400000')
  expect(scene.lines.some((line) => line.includes('the last part of its output'))).toBe(true)
})

// Hold and roll back pointed at each other while this script hung; nobody could do anything for an hour.
test('a script that hangs and does not listen is ended with all that it started', async () => {
  script("trap '' TERM", 'echo begun', 'sleep 3601 & sleep 3602')
  const person = new AbortController()
  const run = initializeMetadata.run(scene.context, person.signal)
  await expect.poll(() => scene.lines, { timeout: 20_000 }).toContain('begun')
  person.abort(new Error('stopped by a person'))
  await expect(run).rejects.toThrow('stopped by a person')
  expect(await processes()).toContain('sleep 3602')
  expect(await initializeMetadata.stop?.(scene.context, never)).toMatchObject({
    key: 'outcomes.initStopped',
    params: { version: '3.3.1', expected: '3.4.0' },
  })
  expect(await processes()).not.toMatch(/sleep 360[12]|docker_init\.sh/)
  const record = (await scene.context.facts.get('init'))?.record ?? ''
  expect(await initIsRunning(scene.context, id, record, never)).toBe(false)
  expect(await initializeMetadata.verify(scene.context, never)).toMatchObject({ holds: false, saw: { key: 'outcomes.initCutOffAt' } })
})

test('a second script is not begun while the first one runs', async () => {
  script('echo begun', 'sleep 3603')
  const panel = new AbortController()
  const run = initializeMetadata.run(scene.context, panel.signal)
  await expect.poll(() => scene.lines, { timeout: 20_000 }).toContain('begun')
  panel.abort(new Error('the panel died'))
  await expect(run).rejects.toThrow()
  await expect(initializeMetadata.run(scene.context, never)).rejects.toMatchObject({
    problem: { said: { key: 'errors.initStillRunning' } },
  })
})
