import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deriveNewSpec } from '../../domain/derive-new-spec.ts'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import type { Container, DockerWriter, EngineInfo } from '../../procedure/ports/engine.ts'
import { problemOf } from '../images/testing/problem-of.ts'
import { connectDocker, connectDockerWriter } from './connect-docker.ts'
import { openTestEngine, type TestEngine } from './testing/test-engine.ts'

const NAME = `panel_${process.pid}`
const SHORT = `${NAME}_331`
const LONG = `${NAME}_3310`
const NEW = `${NAME}_340`

let engine: TestEngine
let docker: DockerWriter
/** What this engine can do; Podman's says less of some things. */
let info: EngineInfo
let shortId: string
let longId: string

beforeAll(async () => {
  engine = await openTestEngine(`t${process.pid}`)
  docker = connectDockerWriter(engine.address, alwaysPermitted)
  info = await docker.engine()
  const store = join(engine.folder, 'store')
  await mkdir(store)
  const options = ['-dit', '--net', 'host', '-v', `${store}:/home/ds/store`, '-e', 'OMS_HOST_IP=127.0.0.1', '--privileged=true']
  const limits = ['--pids-limit', '-1', '--ulimit', 'nproc=65535:65535', '--restart', 'always', '--label', 'team=dba']
  longId = await engine.docker('run', '-d', '--name', LONG, engine.image, 'bash', '-c', 'echo out; echo err >&2; sleep 600')
  shortId = await engine.docker('run', ...options, ...limits, '--name', SHORT, engine.image, 'bash', '-c', 'echo 就绪; sleep 600')
})

afterAll(async () => {
  await engine.clean({ containers: [SHORT, LONG, NEW, `${NEW}_kept`], images: [] })
})

async function existing(id: string): Promise<Container> {
  const found = await docker.container(id)
  if (found === 'missing') throw new Error(`${id} is missing`)
  return found
}

describe('the engine', () => {
  test('tells its version, architecture, folder and clock', async () => {
    const info = await docker.engine()
    expect(info).toMatchObject({ os: 'linux', architecture: process.arch === 'x64' ? 'amd64' : process.arch })
    expect(info.version).toMatch(/^\d+\.\d+/)
    expect(Math.abs(info.time.getTime() - Date.now())).toBeLessThan(10_000)
    expect(info.imageFreeBytes).toBeGreaterThan(0)
  })

  // Read as "no such container", a dead engine would let the panel go on as if the old OMS were gone.
  test('that is not there is unavailable, never a missing container', async () => {
    const dead = connectDocker({ socketPath: join(engine.folder, 'nobody.sock') })
    for (const work of [dead.container(SHORT), dead.container(shortId), dead.image(engine.image), dead.readFile(shortId, '/x')]) {
      expect(await problemOf(work)).toMatchObject({ code: 'unavailable', said: { key: 'docker.unreachable' } })
    }
    const nobody = connectDocker({ host: '127.0.0.1', port: 1 })
    expect(await problemOf(nobody.engine())).toMatchObject({ code: 'unavailable', said: { key: 'docker.unreachable' } })
  })

  test('that never answers is a time-out; one that speaks another language is unavailable', async () => {
    const answers: Record<string, string> = { silent: '', page: 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>', ssh: 'SSH-2.0-x\r\n' }
    for (const [kind, answer] of Object.entries(answers)) {
      const socketPath = join(engine.folder, `${kind}.sock`)
      const server = createServer((socket) => socket.on('error', () => {}).once('data', () => answer && socket.end(answer)))
      await new Promise<void>((done) => server.listen(socketPath, done))
      const problem = await problemOf(connectDocker({ socketPath }, { shortCallSeconds: 1 }).engine())
      server.close()
      expect(problem.said.key).toBe(kind === 'silent' ? 'docker.noAnswer' : 'docker.badAnswer')
      expect(problem.code).toBe(kind === 'silent' ? 'timeout' : 'unavailable')
    }
  })
})

describe('containers', () => {
  // Stopping oms_3310 instead of oms_331 would take down another installation.
  test('are found by exact name or full id, never by a prefix of either', async () => {
    expect((await existing(SHORT)).id).toBe(shortId)
    expect((await existing(LONG)).id).toBe(longId)
    expect((await existing(shortId)).name).toBe(SHORT)
    for (const prefix of [shortId.slice(0, 12), shortId.slice(0, 63), NAME, SHORT.slice(0, -1), '', `/${SHORT}`, `../${SHORT}`]) {
      expect(await docker.container(prefix), prefix).toBe('missing')
    }
    const problem = await problemOf(docker.stop(shortId.slice(0, 12), { graceSeconds: 0 }))
    expect(problem).toMatchObject({ code: 'not-found', said: { key: 'docker.containerMissing' } })
    expect((await existing(shortId)).state).toBe('running')
  })

  test('are listed with their names', async () => {
    const listed = await docker.listContainers()
    expect(listed.find((entry) => entry.id === shortId)).toMatchObject({
      name: SHORT,
      state: 'running',
      networkMode: info.product === 'docker' ? 'host' : null,
      image: engine.image,
    })
  })

  test('become a specification from which an equal one can be created', async () => {
    const old = await existing(shortId)
    const limit = { Name: 'nproc', Soft: 65535, Hard: 65535 }
    // Podman tells the limits as the runtime got them: those that the host grants, and its own beside them.
    const Ulimits = info.product === 'docker' ? [limit] : expect.arrayContaining([expect.objectContaining({ Name: 'nproc' })])
    expect(old.spec).toMatchObject({
      Image: engine.image,
      Tty: true,
      OpenStdin: true,
      Cmd: ['bash', '-c', 'echo 就绪; sleep 600'],
      HostConfig: { NetworkMode: 'host', Privileged: true, Ulimits },
    })
    expect(old).toMatchObject({ restartPolicy: { Name: 'always' }, labels: { team: 'dba', made: 'by-test' } })
    const image = await docker.image(engine.image)
    if (image === 'missing') throw new Error('the image is missing')
    const spec = deriveNewSpec(old.spec, image.defaults, { image: engine.image, jobId: NAME, restartPolicy: old.restartPolicy })
    const id = await docker.create(NEW, spec)

    const made = await existing(id)
    expect(made).toMatchObject({ name: NEW, state: 'created', startedAt: null, finishedAt: null })
    expect(made.spec.HostConfig).toEqual(old.spec.HostConfig)
    expect(made.mounts).toEqual(old.mounts)
    expect(made.spec.Env).toEqual(expect.arrayContaining(['OMS_HOST_IP=127.0.0.1', 'IS_UPGRADE=true', 'FROM_IMAGE=yes']))
    expect(await docker.containersLabelled('oms-upgrade-panel.job', NAME)).toEqual([made])
    expect(await docker.containersLabelled('oms-upgrade-panel.job', NAME.slice(0, -1))).toEqual([])

    expect(await problemOf(docker.create(NEW, spec))).toMatchObject({ code: 'conflict', said: { key: 'docker.containerNameTaken' } })
    const unknown = { ...spec, Image: 'reg.example.com:5000/none:1' }
    expect(await problemOf(docker.create(`${NEW}x`, unknown))).toMatchObject({ said: { key: 'docker.imageMissing' } })
  })

  test('start and stop, also when they already did, and say when', async () => {
    await docker.start(NEW)
    await docker.start(NEW)
    expect(await existing(NEW)).toMatchObject({ state: 'running', finishedAt: null })
    await docker.stop(NEW, { graceSeconds: 0 })
    await docker.stop(NEW, { graceSeconds: 0 })
    const stopped = await existing(NEW)
    expect(stopped).toMatchObject({ state: 'exited', exitCode: 137 })
    expect(Math.abs((stopped.finishedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(30_000)
  })

  // Podman answered "not found" to a change that it does not know, which was taken for done.
  test('get another restart policy, or the engine is said not to change it', async () => {
    await docker.setRestartPolicy(NEW, { Name: 'always' })
    const change = docker.setRestartPolicy(NEW, { Name: 'no' })
    if (info.changesRestartPolicy) await change
    else expect(await problemOf(change)).toMatchObject({ code: 'refused', said: { key: 'docker.restartPolicyFixed' } })
    expect((await existing(NEW)).restartPolicy.Name).toBe(info.changesRestartPolicy ? 'no' : 'always')
  })

  test('are renamed to a free name only, and removed only when they are stopped', async () => {
    const { id } = await existing(NEW)
    expect(await problemOf(docker.rename(NEW, LONG))).toMatchObject({ code: 'conflict', said: { key: 'docker.containerNameTaken' } })
    await docker.rename(NEW, `${NEW}_kept`)
    expect((await existing(`${NEW}_kept`)).id).toBe(id)
    expect(await problemOf(docker.remove(shortId))).toMatchObject({ code: 'conflict' })
    expect((await existing(shortId)).state).toBe('running')
    await docker.remove(id)
    expect(await docker.container(id)).toBe('missing')
    expect(await problemOf(docker.remove(id))).toMatchObject({ said: { key: 'docker.containerMissing' } })
  })

  test('print their last lines with and without a terminal', async () => {
    expect(await docker.tailLogs(shortId, 5)).toEqual(['就绪'])
    expect((await docker.tailLogs(longId, 5)).sort()).toEqual(['err', 'out'])
    expect(await docker.tailLogs(longId, 1)).toHaveLength(1)
  })
})
