import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import { OperatorError } from '../../errors.ts'
import type { DockerWriter } from '../../procedure/ports/engine.ts'
import { problemOf } from '../images/testing/problem-of.ts'
import { connectDockerWriter } from './connect-docker.ts'
import { openTestEngine, type TestEngine } from './testing/test-engine.ts'

const RUNNING = `panel_${process.pid}_running`
const STOPPED = `panel_${process.pid}_stopped`
const never = new AbortController().signal

let engine: TestEngine
let docker: DockerWriter

beforeAll(async () => {
  engine = await openTestEngine(`inside${process.pid}`)
  docker = connectDockerWriter(engine.address, alwaysPermitted)
  const store = join(engine.folder, 'store')
  await mkdir(store)
  for (const name of [RUNNING, STOPPED]) await engine.docker('create', '-v', `${store}:/home/ds/store`, '--name', name, engine.image)
  await engine.docker('start', RUNNING)
})

afterAll(async () => {
  await engine.clean({ containers: [RUNNING, STOPPED], images: [] })
})

async function exec(id: string, script: string) {
  const lines: string[] = []
  const options = { onLine: (text: string, stream: string) => lines.push(`${stream} ${text}`), signal: never }
  return { ...(await docker.exec(id, ['bash', '-c', script], options)), lines }
}

describe('commands in a container', () => {
  test('give their lines by stream and their exit code', async () => {
    expect(await exec(RUNNING, 'echo 元数据库; echo wrong >&2; printf last; exit 3')).toMatchObject({
      exitCode: 3,
      lines: expect.arrayContaining(['stdout 元数据库', 'stderr wrong', 'stdout last']),
    })
  })

  test('lose no line of many, and shorten an endless one', async () => {
    const { lines, exitCode } = await exec(RUNNING, 'seq 1 20000; printf "%0100000d\\n" 7; echo end')
    expect(exitCode).toBe(0)
    expect(lines.slice(0, 20000)).toEqual(Array.from({ length: 20000 }, (_, index) => `stdout ${index + 1}`))
    expect(lines[20000]).toMatch(/^stdout 0{16384} … \[83616 more characters\]$/)
    expect(lines.at(-1)).toBe('stdout end')
  })

  // A command that only seems to have ended would be taken for done while it still changes the MetaDB.
  test('are waited for even when they close their output first', async () => {
    const { exitCode } = await exec(RUNNING, 'exec >&- 2>&-; sleep 1; exit 5')
    expect(exitCode).toBe(5)
  })

  test('go on in the container when the listening is aborted', async () => {
    const abort = new AbortController()
    const script = 'echo begun; sleep 1; echo yes > /went-on'
    const options = { onLine: () => abort.abort(new Error('listener left')), signal: abort.signal }
    await expect(docker.exec(RUNNING, ['bash', '-c', script], options)).rejects.toThrow('listener left')
    await expect.poll(() => docker.readFile(RUNNING, '/went-on'), { timeout: 10_000 }).toBe('yes\n')
  })

  test('that cannot be started say so', async () => {
    expect(await problemOf(exec(STOPPED, 'true'))).toMatchObject({ code: 'refused', said: { key: 'docker.execNotStarted' } })
    const missing = docker.exec(RUNNING, ['/no/such/program'], { onLine() {}, signal: never })
    expect(
      await missing.then(
        ({ exitCode }) => exitCode,
        (cause: unknown) => (cause instanceof OperatorError ? cause.problem.said.key : cause),
      ),
    ).toBeOneOf([126, 127, 'docker.execNotStarted'])
  })
})

describe('files in a container', () => {
  test('are read while it runs and while it does not, through links too', async () => {
    await writeFile(join(engine.folder, 'store', 'config.yaml'), 'cm_region_cn: 杭州\n')
    await symlink('/home/ds/store/config.yaml', join(engine.folder, 'store', 'link.yaml'))
    const { readsStopped } = await docker.engine()
    for (const id of readsStopped ? [RUNNING, STOPPED] : [RUNNING]) {
      expect(await docker.readFile(id, '/home/ds/store/config.yaml')).toBe('cm_region_cn: 杭州\n')
      expect(await docker.readFile(id, '/home/ds/store/link.yaml')).toBe('cm_region_cn: 杭州\n')
    }
    // Podman called what lies behind a link missing.
    if (!readsStopped)
      expect(await problemOf(docker.readFile(STOPPED, '/home/ds/store/link.yaml'))).toMatchObject({ said: { key: 'docker.fileOfStopped' } })
  })

  test('that are missing, too big or no files are told apart', async () => {
    await writeFile(join(engine.folder, 'store', 'big'), Buffer.alloc(1024 * 1024 + 1))
    expect(await docker.readFile(RUNNING, '/home/ds/store/none')).toBe('missing')
    expect(await problemOf(docker.readFile(RUNNING, '/home/ds/store/big'))).toMatchObject({ said: { key: 'docker.fileTooBig' } })
    expect(await problemOf(docker.readFile(RUNNING, '/home/ds/store'))).toMatchObject({ said: { key: 'docker.notAFile' } })
    expect(await problemOf(docker.readFile('f'.repeat(64), '/x'))).toMatchObject({ said: { key: 'docker.containerMissing' } })
  })
})
