import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { ToolImage } from '../../contract/dump-tools.ts'
import { say } from '../../contract/said.ts'
import { CLIENT_LABEL } from '../../domain/client-label.ts'
import type { Permit } from '../../engine/permit.ts'
import { OperatorError } from '../../errors.ts'
import { type AttachedProgram, execAttached, startAttached } from './attached-program.ts'
import { containerReads } from './container-reads.ts'
import type { DockerAddress } from './docker-address.ts'
import { ContainerAnswer, ContainerListAnswer, CreatedAnswer } from './engine-answers.ts'
import { createEngineClient, type EngineClient } from './engine-client.ts'
import { imageReads } from './image-reads.ts'
import { readAnswer } from './read-answer.ts'
import { isAlive } from './to-container.ts'

const CALL_SECONDS = 120
const GONE_WITHIN_MS = 10_000
const LOOK_MS = 100

/** Names of those that this process runs now; whatever else has the label was left behind. */
const running = new Set<string>()

/** Runs programs of an image: in the container that OMS runs in, or in one of their own. */
export interface ImagePrograms {
  /** Image and name of a container, and whether programs can run in it now; null: there is none. */
  container(id: string): Promise<{ image: string; name: string; isRunning: boolean } | null>
  hasImage(id: string): Promise<boolean>
  /** In the running container where that still has this image. `own`: in one of their own, whatever runs. Returns the exit code. */
  run(image: ToolImage, program: AttachedProgram, where?: 'own'): Promise<number>
}

/** Without a permit nothing is made: it runs programs only where a container runs already. */
export function imagePrograms(address: DockerAddress, permit?: Permit): ImagePrograms {
  const engine = createEngineClient(address, undefined, permit)
  const reads = containerReads(engine)
  const images = imageReads(engine)
  return {
    async container(id) {
      const found = await reads.container(id)
      return found === 'missing' ? null : { image: found.imageId, name: found.spec.Image, isRunning: found.state === 'running' }
    },
    hasImage: async (id) => (await images.image(id)) !== 'missing',
    async run(image, program, where) {
      const found = await reads.container(image.container)
      const isRunning = found !== 'missing' && found.state === 'running' && found.imageId === image.id
      if (isRunning && where !== 'own') return await execAttached(engine, found.id, program)
      if (permit === undefined)
        throw new OperatorError('refused', say('backups.imageNotRunning', { image: image.name }), {
          hint: say('backups.imageNotRunningHint'),
        })
      return await runInOwn(engine, image, program)
    },
  }
}

/** Removes what a process that is gone left of an installation, and ends what still runs in it. Returns the names. */
export async function removeLeftClients(address: DockerAddress, permit: Permit, installation: string): Promise<string[]> {
  return await removeLeft(createEngineClient(address, undefined, permit), installation)
}

async function removeLeft(engine: EngineClient, installation: string): Promise<string[]> {
  const query = { all: true, filters: JSON.stringify({ label: [`${CLIENT_LABEL}=${installation}`] }) }
  const answer = await engine.ask({ method: 'GET', path: '/containers/json', query })
  const left = readAnswer(ContainerListAnswer, answer, engine.address).filter(
    ({ Names }) => !Names.some((name) => running.has(name.slice(1))),
  )
  const removed = []
  for (const { Id, Names } of left) {
    const isGone = await removeNow(engine, Id, installation).then(
      () => true,
      async (cause: unknown) => {
        if (!(await hasEnded(engine, Id))) throw cause
        return false
      },
    )
    if (isGone) removed.push(Names[0]?.slice(1) ?? Id)
  }
  return removed
}

/** An engine may be unable to remove a container whose files are in use: it calls it dead, and nothing runs in it any more. */
async function hasEnded(engine: EngineClient, id: string): Promise<boolean> {
  const answer = await engine.ask({ method: 'GET', path: `/containers/${id}/json` })
  return answer === null || !isAlive(readAnswer(ContainerAnswer, answer, engine.address).State.Status)
}

/** Ends it, and comes back when it is gone: one that removes itself already is only said to be in the way. */
async function removeNow(engine: EngineClient, id: string, installation: string): Promise<void> {
  const path = `/containers/${id}`
  await engine.ask({ method: 'DELETE', path, query: { force: true, v: true } }, CALL_SECONDS).catch((cause: unknown) => {
    if (!(cause instanceof OperatorError) || cause.problem.code !== 'conflict') throw cause
  })
  for (const begun = performance.now(); (await engine.ask({ method: 'GET', path: `${path}/json` })) !== null; await pause(LOOK_MS)) {
    if (performance.now() - begun < GONE_WITHIN_MS) continue
    const hint = say('backups.clientStaysHint', { label: `${CLIENT_LABEL}=${installation}` })
    throw new OperatorError('unavailable', say('backups.clientStays'), { hint })
  }
}

/**
 * A container for one program. It begins with that program in place of what the image starts, and has nothing of OMS's container: no
 * variable, no mount, no right. Its output is kept in no log, for a dump is all of it; nor are its standard input and so the login.
 */
async function runInOwn(engine: EngineClient, image: ToolImage, program: AttachedProgram): Promise<number> {
  const name = `oms-panel-client-${randomBytes(6).toString('hex')}`
  await removeLeft(engine, image.installation)
  running.add(name)
  try {
    const body = ownContainer(image, program.argv)
    const created = await engine.ask({ method: 'POST', path: '/containers/create', query: { name }, body }, CALL_SECONDS)
    if (created === null)
      throw new OperatorError('not-found', say('backups.imageGone', { image: image.name }), { hint: say('backups.imageGoneHint') })
    const { Id } = readAnswer(CreatedAnswer, created, engine.address)
    try {
      return await startAttached(engine, Id, program)
    } finally {
      // It may have removed itself. Where the permit or the engine is gone, whoever comes next removes it.
      await removeNow(engine, Id, image.installation).catch(() => undefined)
    }
  } finally {
    running.delete(name)
  }
}

function ownContainer({ id, installation }: ToolImage, argv: string[]): object {
  const [entrypoint = '', ...rest] = argv
  return {
    Image: id,
    Entrypoint: [entrypoint],
    Cmd: rest,
    Env: [],
    User: '0:0',
    WorkingDir: '/',
    Labels: { [CLIENT_LABEL]: installation },
    // The image's own would start OMS's programs in it.
    Healthcheck: { Test: ['NONE'] },
    Tty: false,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: true,
    // A client whose panel is gone reads the end of its input, and ends.
    StdinOnce: true,
    HostConfig: {
      NetworkMode: 'host',
      RestartPolicy: { Name: 'no' },
      AutoRemove: true,
      Binds: [],
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      LogConfig: { Type: 'none' },
    },
  }
}
