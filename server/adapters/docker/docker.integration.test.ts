import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deriveNewSpec } from '../../domain/derive-new-spec.ts'
import type { OperatorError } from '../../errors.ts'
import type { Container, Docker } from '../../procedure/ports.ts'
import { openImageFolder } from '../images/open-image-folder.ts'
import { connectDocker } from './connect-docker.ts'
import { openTestEngine, type TestEngine } from './testing/test-engine.ts'

const NAME = `panel_${process.pid}`
const SHORT = `${NAME}_331`
const LONG = `${NAME}_3310`
const NEW = `${NAME}_340`
const never = new AbortController().signal
const quiet = { onProgress() {}, onLine() {}, signal: never }

let engine: TestEngine
let docker: Docker
let shortId: string
let longId: string

beforeAll(async () => {
  engine = await openTestEngine(`t${process.pid}`)
  docker = connectDocker(engine.address)
  const store = join(engine.folder, 'store')
  await mkdir(store)
  const options = ['-dit', '--net', 'host', '-v', `${store}:/home/ds/store`, '-e', 'OMS_HOST_IP=127.0.0.1', '--privileged=true']
  const limits = ['--pids-limit', '-1', '--ulimit', 'nproc=65535:65535', '--restart', 'always', '--label', 'team=dba']
  longId = await engine.docker('run', '-d', '--name', LONG, engine.image, 'bash', '-c', 'echo out; echo err >&2; sleep 600')
  shortId = await engine.docker('run', ...options, ...limits, '--name', SHORT, engine.image, 'bash', '-c', 'echo 就绪; sleep 600')
})

afterAll(async () => {
  await engine.clean({ containers: [SHORT, LONG, NEW], images: [] })
})

async function existing(id: string): Promise<Container> {
  const found = await docker.container(id)
  if (found === 'missing') throw new Error(`${id} is missing`)
  return found
}

async function problemOf(work: Promise<unknown>) {
  const cause = await work.then(
    () => expect.fail('it should have failed'),
    (error: OperatorError) => error,
  )
  expect(cause.problem, String(cause.stack)).toBeDefined()
  return cause.problem
}

async function exec(id: string, script: string) {
  const lines: string[] = []
  const options = { onLine: (text: string, stream: string) => lines.push(`${stream} ${text}`), signal: never }
  return { ...(await docker.exec(id, ['bash', '-c', script], options)), lines }
}

describe('the engine', () => {
  test('tells its version, architecture, folder and clock', async () => {
    const info = await docker.engine()
    expect(info).toMatchObject({ os: 'linux', architecture: process.arch === 'x64' ? 'amd64' : process.arch })
    expect(info.version).toMatch(/^\d+\.\d+/)
    expect(Math.abs(info.time.getTime() - Date.now())).toBeLessThan(10_000)
    expect(info.rootFreeBytes).toBeGreaterThan(0)
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
      networkMode: 'host',
      image: engine.image,
    })
  })

  test('become a specification from which an equal one can be created', async () => {
    const old = await existing(shortId)
    expect(old.spec).toMatchObject({
      Image: engine.image,
      Tty: true,
      OpenStdin: true,
      Hostname: '',
      Cmd: ['bash', '-c', 'echo 就绪; sleep 600'],
      HostConfig: { NetworkMode: 'host', Privileged: true, Ulimits: [{ Name: 'nproc', Soft: 65535, Hard: 65535 }] },
    })
    expect(old).toMatchObject({ restartPolicy: { Name: 'always' }, labels: { team: 'dba', made: 'by-test' } })
    const image = await docker.image(engine.image)
    if (image === 'missing') throw new Error('the image is missing')
    const spec = deriveNewSpec(old.spec, image.defaults, { image: engine.image, jobId: NAME, restartPolicy: old.restartPolicy })
    const id = await docker.create(NEW, spec)

    const made = await existing(id)
    expect(made).toMatchObject({ name: NEW, state: 'created', startedAt: null, finishedAt: null })
    expect(made.spec.HostConfig).toEqual(old.spec.HostConfig)
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
    await docker.setRestartPolicy(NEW, { Name: 'no' })
    await docker.stop(NEW, { graceSeconds: 0 })
    await docker.stop(NEW, { graceSeconds: 0 })
    const stopped = await existing(NEW)
    expect(stopped).toMatchObject({ state: 'exited', exitCode: 137, restartPolicy: { Name: 'no' } })
    expect(Math.abs((stopped.finishedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(30_000)
  })

  test('print their last lines with and without a terminal', async () => {
    expect(await docker.tailLogs(shortId, 5)).toEqual(['就绪'])
    expect((await docker.tailLogs(longId, 5)).sort()).toEqual(['err', 'out'])
    expect(await docker.tailLogs(longId, 1)).toHaveLength(1)
  })
})

describe('commands in a container', () => {
  test('give their lines by stream and their exit code', async () => {
    expect(await exec(longId, 'echo 元数据库; echo wrong >&2; printf last; exit 3')).toMatchObject({
      exitCode: 3,
      lines: expect.arrayContaining(['stdout 元数据库', 'stderr wrong', 'stdout last']),
    })
  })

  test('lose no line of many, and shorten an endless one', async () => {
    const { lines, exitCode } = await exec(longId, 'seq 1 20000; printf "%0100000d\\n" 7; echo end')
    expect(exitCode).toBe(0)
    expect(lines.slice(0, 20000)).toEqual(Array.from({ length: 20000 }, (_, index) => `stdout ${index + 1}`))
    expect(lines[20000]).toMatch(/^stdout 0{16384} … \[83616 more characters\]$/)
    expect(lines.at(-1)).toBe('stdout end')
  })

  // A command that only seems to have ended would be taken for done while it still changes the MetaDB.
  test('are waited for even when they close their output first', async () => {
    const { exitCode } = await exec(longId, 'exec >&- 2>&-; sleep 1; exit 5')
    expect(exitCode).toBe(5)
  })

  test('go on in the container when the listening is aborted', async () => {
    const abort = new AbortController()
    const script = 'echo begun; sleep 1; echo yes > /went-on'
    const options = { onLine: () => abort.abort(new Error('listener left')), signal: abort.signal }
    await expect(docker.exec(longId, ['bash', '-c', script], options)).rejects.toThrow('listener left')
    await expect.poll(() => docker.readFile(longId, '/went-on'), { timeout: 10_000 }).toBe('yes\n')
  })

  test('that cannot be started say so', async () => {
    expect(await problemOf(exec(NEW, 'true'))).toMatchObject({ code: 'refused', said: { key: 'docker.execNotStarted' } })
    const missing = docker.exec(longId, ['/no/such/program'], { onLine() {}, signal: never })
    expect(
      await missing.then(
        ({ exitCode }) => exitCode,
        (cause: OperatorError) => cause.problem.said.key,
      ),
    ).toBeOneOf([126, 127, 'docker.execNotStarted'])
  })
})

describe('files in a container', () => {
  test('are read while it runs and while it does not, through links too', async () => {
    await writeFile(join(engine.folder, 'store', 'config.yaml'), 'cm_region_cn: 杭州\n')
    await symlink('/home/ds/store/config.yaml', join(engine.folder, 'store', 'link.yaml'))
    for (const id of [shortId, NEW]) {
      expect(await docker.readFile(id, '/home/ds/store/config.yaml')).toBe('cm_region_cn: 杭州\n')
      expect(await docker.readFile(id, '/home/ds/store/link.yaml')).toBe('cm_region_cn: 杭州\n')
    }
  })

  test('that are missing, too big or no files are told apart', async () => {
    await writeFile(join(engine.folder, 'store', 'big'), Buffer.alloc(1024 * 1024 + 1))
    expect(await docker.readFile(shortId, '/home/ds/store/none')).toBe('missing')
    expect(await problemOf(docker.readFile(shortId, '/home/ds/store/big'))).toMatchObject({ said: { key: 'docker.fileTooBig' } })
    expect(await problemOf(docker.readFile(shortId, '/home/ds/store'))).toMatchObject({ said: { key: 'docker.notAFile' } })
    expect(await problemOf(docker.readFile('f'.repeat(64), '/x'))).toMatchObject({ said: { key: 'docker.containerMissing' } })
  })
})

describe('images', () => {
  test('are found by reference or full id only', async () => {
    const image = await docker.image(engine.image)
    if (image === 'missing') throw new Error('the image is missing')
    expect(image).toMatchObject({ references: [engine.image], os: 'linux', defaults: { Env: expect.arrayContaining(['FROM_IMAGE=yes']) } })
    expect(await docker.image(image.id)).toEqual(image)
    expect(await docker.image(image.id.slice(7, 19))).toBe('missing')
    expect(await docker.image(engine.image.replace('3.3.1', '3.3'))).toBe('missing')
    expect((await docker.listImages()).map((entry) => entry.id)).toContain(image.id)
    expect(await problemOf(docker.image('not a reference'))).toMatchObject({ code: 'bad-input' })
  })

  test('come back from an archive under the reference that the engine reports', async () => {
    const folder = openImageFolder(join(engine.folder, 'images'))
    await folder.list()
    const file = join(folder.folder, 'oms.tar')
    const tag = engine.image.replace('3.3.1', '3.4.0')
    await engine.docker('tag', engine.image, tag)
    await engine.docker('save', '--output', file, tag)
    const before = await docker.image(tag)
    const content = await folder.inspect('oms.tar')
    expect(content).toMatchObject({ references: [tag], imageId: before === 'missing' ? '' : before.id, architecture: 'amd64' })
    await engine.docker('rmi', tag)
    expect(await docker.image(tag)).toBe('missing')

    const progress: [number, number][] = []
    const lines: string[] = []
    const options = {
      onProgress: (...seen: [number, number]) => progress.push(seen),
      onLine: (text: string) => lines.push(text),
      signal: never,
    }
    expect(await docker.loadImage(file, options)).toEqual([tag])
    expect(await docker.image(tag)).toEqual(before)
    expect(progress.at(-1)).toEqual([content.bytes, content.bytes])
    expect(progress.length).toBeGreaterThan(1)
    expect(lines).toContain(`Loaded image: ${tag}`)
    await engine.docker('rmi', tag)
  })

  // The engine answers 200 before it reads: a client that looks at the status alone calls these loads successful.
  test.each(['cut', 'not-an-image', 'no-tar', 'bad-layer'])('are not loaded from an archive that is %s', async (kind) => {
    const file = join(engine.folder, `${kind}.tar`)
    const tag = `${engine.image}-${kind}`
    // A layer of its own: the engine does not read again what it has already.
    await writeFile(join(engine.folder, 'layer'), randomBytes(8 * 1024 * 1024))
    await engine.docker('import', await engine.tar('layer'), tag)
    await engine.docker('save', '--output', file, tag)
    await engine.docker('rmi', tag)
    const whole = await readFile(file)
    if (kind === 'cut') await writeFile(file, whole.subarray(0, whole.length / 2))
    if (kind === 'not-an-image') await writeFile(file, await readFile(join(engine.folder, 'root.tar')))
    if (kind === 'no-tar') await writeFile(file, Buffer.alloc(8 * 1024 * 1024, 'x'))
    if (kind === 'bad-layer') {
      const handle = await open(file, 'r+')
      await handle.write(Buffer.from('damaged'), 0, 7, Math.floor(whole.length / 2))
      await handle.close()
    }
    const problem = await problemOf(docker.loadImage(file, quiet))
    expect(problem).toMatchObject({ code: 'refused', said: { key: 'docker.loadFailed' }, raw: expect.stringMatching(/\w/) })
    expect(await docker.image(tag)).toBe('missing')
  })

  test('stop loading when aborted', async () => {
    const abort = new AbortController()
    const options = { ...quiet, onProgress: () => abort.abort(new Error('operator held')), signal: abort.signal }
    await expect(docker.loadImage(join(engine.folder, 'root.tar'), options)).rejects.toThrow('operator held')
    expect(await problemOf(docker.loadImage(join(engine.folder, 'none.tar'), quiet))).toMatchObject({
      field: 'image.file',
      said: { key: 'docker.archiveUnreadable' },
    })
  })
})
