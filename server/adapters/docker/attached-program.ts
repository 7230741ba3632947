import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { WaitAnswer } from './engine-answers.ts'
import type { EngineClient } from './engine-client.ts'
import { outputFrames } from './output-frames.ts'
import { problemOf } from './problem-of.ts'
import { readAnswer } from './read-answer.ts'
import { createExec, exitCode, lost } from './run-exec.ts'

/** A program that is talked to over the attached stream alone: so it may run on an engine far away. */
export interface AttachedProgram {
  argv: string[]
  /** All of its standard input. */
  stdin: AsyncIterable<Buffer>
  /** The program waits until this has taken the bytes. */
  onOutput(bytes: Buffer, stream: 'stdout' | 'stderr'): Promise<void> | void
  signal: AbortSignal
}

/** Runs it in a running container. Aborting stops the listening, and not the program. */
export async function execAttached(engine: EngineClient, id: string, program: AttachedProgram): Promise<number> {
  const { argv, signal } = program
  const exec = await createExec(engine, id, argv, signal, { AttachStdin: true })
  const start = { method: 'POST', path: `/exec/${exec}/start`, body: { Detach: false, Tty: false }, signal } as const
  const socket = await engine.attach(start)
  if (socket === null) throw lost(argv)
  return await ended(await converse(socket, program), () => exitCode(engine, exec, argv, signal), engine, start)
}

/** Starts a container that was created for it with an open standard input, and waits for its end. Aborting stops the listening. */
export async function startAttached(engine: EngineClient, id: string, program: AttachedProgram): Promise<number> {
  const { argv, signal } = program
  const container = `/containers/${id}`
  // Before the start: what ends at once would be missed otherwise.
  const wait = { method: 'POST', path: `${container}/wait`, query: { condition: 'next-exit' }, signal } as const
  const waited = await engine.open(wait)
  const attach = { method: 'POST', path: `${container}/attach`, signal } as const
  const streams = { stream: true, stdin: true, stdout: true, stderr: true }
  const socket = await engine.attach({ ...attach, query: streams }).catch(async (cause: unknown) => {
    waited?.destroy()
    throw cause
  })
  try {
    if (socket === null || waited === null) throw lost(argv)
    const started = await engine.ask({ method: 'POST', path: `${container}/start`, signal }, START_SECONDS)
    // It is gone, and nothing would ever end.
    if (started === null) throw lost(argv)
    const broken = await converse(socket, program)
    const code = async () => {
      const told = await text(waited)
        .then(JSON.parse)
        .catch((cause: unknown) => {
          signal.throwIfAborted()
          throw problemOf(cause, engine.address, wait)
        })
      return readAnswer(WaitAnswer, told, engine.address).StatusCode
    }
    return await ended(broken, code, engine, wait)
  } finally {
    socket?.destroy()
    waited?.destroy()
  }
}

const START_SECONDS = 120

/** Sends and takes until the program has ended. Returns what broke the connection before that, or null. */
async function converse(socket: Duplex, { stdin, onOutput, signal }: AttachedProgram): Promise<{ cause: unknown } | null> {
  let refused: { cause: unknown } | null = null
  const end = (): void => void socket.destroy()
  signal.addEventListener('abort', end, { once: true })
  const closed = new Promise<void>((resolve) => socket.once('close', resolve))
  // A program that ends early leaves some of it unread: its exit code tells.
  socket.on('error', () => undefined)
  let failedInput: { cause: unknown } | null = null
  const sending = send(stdin, socket, closed).catch((cause: unknown) => {
    failedInput = { cause }
    socket.destroy()
  })
  try {
    signal.throwIfAborted()
    for await (const { stream, bytes } of outputFrames(socket)) {
      try {
        await onOutput(bytes, stream)
      } catch (cause) {
        refused = { cause }
        throw cause
      }
    }
    return failedInput
  } catch (cause) {
    signal.throwIfAborted()
    if (refused !== null) throw cause
    return failedInput ?? { cause }
  } finally {
    signal.removeEventListener('abort', end)
    socket.destroy()
    await Promise.race([sending, closed])
  }
}

/** By hand: pipeline never comes back where the other end closes without an error while it waits for room. Throws what `stdin` throws. */
async function send(stdin: AsyncIterable<Buffer>, socket: Duplex, closed: Promise<void>): Promise<void> {
  for await (const bytes of stdin) {
    if (socket.destroyed || socket.writableEnded) return
    if (socket.write(bytes)) continue
    await Promise.race([new Promise<void>((resolve) => socket.once('drain', resolve)), closed])
  }
  socket.end()
}

/** A program that failed says why itself; one that ended well over a connection that broke did not say all. */
async function ended(
  broken: { cause: unknown } | null,
  codeOf: () => Promise<number>,
  engine: EngineClient,
  request: { method: string; path: string },
): Promise<number> {
  const code = await codeOf()
  if (code === 0 && broken !== null) throw problemOf(broken.cause, engine.address, request)
  return code
}
