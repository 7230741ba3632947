import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestEngine, type TestEngine } from '../server/adapters/docker/testing/test-engine.ts'
import { startNewContainer } from '../server/procedure/steps/start-new-container/step.ts'
import { stepScene } from './harness/step-scene.ts'
import { sandboxState } from './sandbox/state.ts'

const OLD = `panel_${process.pid}_old`
const NEW = `panel_${process.pid}_new`
// An address of its own, so that no OMS of this machine is met.
const HOST_IP = '127.0.0.77'
const never = new AbortController().signal

let engine: TestEngine
let scene: ReturnType<typeof stepScene>
let servers: Server[]

beforeAll(async () => {
  engine = await openTestEngine(`start${process.pid}`)
  for (const folder of ['logs', 'store', 'run']) mkdirSync(join(engine.folder, folder))
  const values = ['oms_meta_host: 127.0.0.1', 'oms_meta_port: 1', 'oms_meta_user: u', 'drc_rm_db: a', 'drc_cm_db: b']
  writeFileSync(join(engine.folder, 'config.yaml'), [...values, 'drc_cm_heartbeat_db: c', 'supervisor_server_port: 9077', ''].join('\n'))
})

beforeEach(async () => {
  servers = []
  const mounts = [
    ['--mount', `type=bind,src=${engine.folder}/logs,dst=/home/admin/logs`, '-v', `${engine.folder}/store:/home/ds/store`],
    ['-v', `${engine.folder}/run:/home/ds/run`, '-v', `${engine.folder}/config.yaml:/home/admin/conf/config.yaml`],
  ].flat()
  const id = await engine.docker('create', '--net', 'host', ...mounts, '-e', `OMS_HOST_IP=${HOST_IP}`, '--name', OLD, engine.image)
  const imageId = await engine.docker('inspect', '--format', '{{.Image}}', OLD)
  scene = stepScene(sandboxState(), {
    hostIp: HOST_IP,
    old: { id, name: OLD, imageId },
    newName: NEW,
    to: { version: '3.4.0', image: engine.image, imageId },
    databases: { rm: 'a', cm: 'b', heartbeats: ['c'] },
    consoleUrl: 'http://127.0.0.78:8089',
    // Its ports are for an engine that gives no file out of a stopped container.
    facts: {
      restartPolicyBefore: { Name: 'no' },
      configYaml: { databases: { rm: 'a', cm: 'b', heartbeats: ['c'] }, ports: [8089, 8090, 8088, 9077, 2023] },
    },
  })
})

afterEach(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve))
  for (const name of [OLD, NEW]) await engine.docker('rm', '--force', name).catch(() => {})
})

afterAll(async () => {
  await engine.clean({ containers: [], images: [] })
})

async function listen(host: string, port: number): Promise<void> {
  const server = createServer((socket) => socket.destroy())
  servers.push(server)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
}

async function start() {
  await startNewContainer.run(scene.context, never)
  return await startNewContainer.verify(scene.context, never)
}

// Behind a VIP or a proxy the console's address answers while OMS is down: the start was refused for ever, after T1.
test('a console address that answers in front of the node does not hold the start', async () => {
  await listen('127.0.0.78', 8089)
  expect(await start()).toMatchObject({ holds: true, saw: { key: 'outcomes.containerRunning' } })
})

test.each([8088, 8089, 8090, 9077, 2023])('port %i, held on the node itself, is named before anything is created', async (port) => {
  await listen(HOST_IP, port)
  await expect(startNewContainer.run(scene.context, never)).rejects.toMatchObject({
    problem: { said: { key: 'errors.portTaken', params: { host: HOST_IP, port: String(port) } } },
  })
  expect(await scene.context.world.docker.container(NEW)).toBe('missing')
})

async function lookAlike(...options: string[]) {
  const label = `oms-upgrade-panel.job=scene${process.pid}`
  await engine.docker('run', '-d', '--net', 'host', '--label', label, '--name', NEW, ...options, engine.image)
  return await startNewContainer.verify(scene.context, never)
}

const MOUNTS = () => [
  ...['-v', `${engine.folder}/logs:/home/admin/logs`, '-v', `${engine.folder}/store:/home/ds/store`],
  ...['-v', `${engine.folder}/run:/home/ds/run`, '-v', `${engine.folder}/config.yaml:/home/admin/conf/config.yaml`],
]

test('a container without IS_UPGRADE=true, or with another mount, is not the new container', async () => {
  expect(await lookAlike(...MOUNTS())).toMatchObject({ holds: false, hopeless: true, saw: { key: 'outcomes.isUpgradeMissing' } })
  await engine.docker('rm', '--force', NEW)
  const mounts = MOUNTS().map((mount) => mount.replace('/store:', '/logs:'))
  expect(await lookAlike('-e', 'IS_UPGRADE=true', ...mounts)).toMatchObject({ holds: false, saw: { key: 'outcomes.mountsDiffer' } })
})

test('a paused container does not run, and a paused old one is not stopped', async () => {
  expect(await lookAlike('-e', 'IS_UPGRADE=true', ...MOUNTS())).toMatchObject({ holds: true })
  await engine.docker('pause', NEW)
  expect(await startNewContainer.verify(scene.context, never)).toMatchObject({ holds: false, saw: { params: { state: 'paused' } } })
  await engine.docker('unpause', NEW)
  await engine.docker('start', OLD)
  await engine.docker('pause', OLD)
  expect(await startNewContainer.verify(scene.context, never)).toMatchObject({ holds: false, saw: { key: 'outcomes.twoContainers' } })
  await engine.docker('unpause', OLD)
})
