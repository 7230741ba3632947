import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freshSandbox, haConfig, type Sandbox, schemaVersion, storeStatuses } from '../fixtures/sandbox.ts'
import { engineClient } from './engine-client.ts'
import { archiveFile } from './image.ts'
import { waitFor } from './wait-for.ts'

const SCRIPT = fileURLToPath(new URL('./document.sh', import.meta.url))
const NEW = 'oms_340'
const PATIENCE = 150_000

let sandbox: Sandbox
let work: string

beforeAll(async () => {
  sandbox = await freshSandbox()
  work = mkdtempSync(join(tmpdir(), 'oms-document-'))
}, PATIENCE)

afterAll(() => rmSync(work, { recursive: true, force: true }))

// The panel's tests prove nothing if the simulator only ever meets the panel: here it meets the document alone.
test('the document by hand leads to V3.4.0 Online, and V3.3.1 does not start on what it left', { timeout: PATIENCE }, async () => {
  const storesBefore = (await storeStatuses(sandbox)).sort()
  expect(storesBefore).toContain('RUNNING')
  const { stdout } = await promisify(execFile)('bash', [SCRIPT], { env: environment(), timeout: PATIENCE })
  expect(stdout).toMatch(/done, \d+ s after T1/)

  expect(await schemaVersion(sandbox)).toBe('3.4.0')
  const ha = await haConfig(sandbox)
  expect(ha).toMatchObject({ enable: true, enableStore: true })
  expect(ha.refetchStoreIntervalMin).toBeGreaterThanOrEqual(31)
  const docker = engineClient(sandbox.engine)
  const { Config, State } = await docker.getContainer(NEW).inspect()
  expect(Config.Image).toBe('work.oceanbase-dev.com/obartifact-store/oms:feature_3.4.0')
  expect(State.Running).toBe(true)
  // Those that ran come back by themselves, suspended and failed ones stay what they were.
  await vi.waitFor(async () => expect((await storeStatuses(sandbox)).sort()).toEqual(storesBefore), { timeout: 20_000 })

  // A rollback that forgets to restore the dumps must not pass.
  await docker.getContainer(NEW).stop()
  const old = docker.getContainer(sandbox.oms.containerId)
  await old.start()
  expect(await waitFor(async () => !(await old.inspect()).State.Running, { timeoutSeconds: 30 })).toBe(true)
  expect((await old.inspect()).State.ExitCode).not.toBe(0)
  expect((await old.logs({ stdout: true, stderr: true, tail: 5 })).toString()).toContain('cannot run on a newer or part-changed schema')
})

/** Passwords go by files that only this user may read. */
function environment(): NodeJS.ProcessEnv {
  const { engine, metaDb, oms } = sandbox
  const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  const mysqlOptions = join(work, 'mysql.cnf')
  const login = [`host=${metaDb.host}`, `port=${metaDb.port}`, `user=${metaDb.user}`, `password=${quoted(metaDb.password)}`]
  writeFileSync(mysqlOptions, `[client]\n${login.join('\n')}\n`, { mode: 0o600 })
  const curlOptions = join(work, 'curl.conf')
  writeFileSync(curlOptions, `user = ${quoted(`${oms.console.user}:${oms.console.password}`)}\n`, { mode: 0o600 })
  return {
    ...process.env,
    ...(engine.socketPath === null ? {} : { DOCKER_HOST: engine.host }),
    OLD: oms.containerName,
    NEW,
    FOLDER: oms.folder,
    OMS_HOST_IP: oms.hostIp,
    ARCHIVE: archiveFile(sandbox),
    WORK: work,
    MYSQL_OPTIONS: mysqlOptions,
    CONSOLE: oms.console.url,
    CURL_OPTIONS: curlOptions,
    RM: oms.databases.rm,
    CM: oms.databases.cm,
    CM_HB: oms.databases.heartbeats,
  }
}
