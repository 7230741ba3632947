import { setTimeout as pause } from 'node:timers/promises'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { DockerWriter } from '../../procedure/ports/engine.ts'
import { CreatedAnswer, ExecAnswer } from './engine-answers.ts'
import type { EngineClient } from './engine-client.ts'
import { LineSplitter } from './line-splitter.ts'
import { outputFrames } from './output-frames.ts'
import { problemOf } from './problem-of.ts'
import { readAnswer } from './read-answer.ts'

type ExecOptions = Parameters<DockerWriter['exec']>[2]

const LOOK_AGAIN_MS = 200

/** Runs argv in a running container. The exit code is asked for after the output's end: a lost connection also ends the output. */
export async function runExec(engine: EngineClient, id: string, argv: string[], options: ExecOptions): Promise<{ exitCode: number }> {
  const { signal } = options
  const exec = await createExec(engine, id, argv, signal)
  const start = { method: 'POST', path: `/exec/${exec}/start` } as const
  const output = await engine.open({ ...start, body: { Detach: false, Tty: false }, signal }).catch((cause) => notStarted(cause, argv))
  if (output === null) throw lost(argv)
  const lines = {
    stdout: new LineSplitter((text) => options.onLine(text, 'stdout')),
    stderr: new LineSplitter((text) => options.onLine(text, 'stderr')),
  }
  try {
    for await (const { stream, bytes } of outputFrames(output)) lines[stream].write(bytes)
  } catch (cause) {
    signal.throwIfAborted()
    throw problemOf(cause, engine.address, start)
  }
  lines.stdout.end()
  lines.stderr.end()
  return { exitCode: await exitCode(engine, exec, argv, signal) }
}

export async function createExec(
  engine: EngineClient,
  id: string,
  argv: string[],
  signal: AbortSignal,
  settings: object = {},
): Promise<string> {
  const body = { Cmd: argv, AttachStdout: true, AttachStderr: true, AttachStdin: false, Tty: false, ...settings }
  const answer = await engine
    .ask({ method: 'POST', path: `/containers/${id}/exec`, body, signal })
    .catch((cause) => notStarted(cause, argv))
  return answer === null ? notStarted(null, argv) : readAnswer(CreatedAnswer, answer, engine.address).Id
}

export async function exitCode(engine: EngineClient, exec: string, argv: string[], signal: AbortSignal): Promise<number> {
  for (;;) {
    const answer = await engine.ask({ method: 'GET', path: `/exec/${exec}/json`, signal })
    if (answer === null) throw lost(argv)
    const { Running, ExitCode } = readAnswer(ExecAnswer, answer, engine.address)
    if (!Running && typeof ExitCode === 'number') return ExitCode
    if (!Running) throw lost(argv)
    await pause(LOOK_AGAIN_MS, undefined, { signal }).catch(() => signal.throwIfAborted())
  }
}

function notStarted(cause: unknown, argv: string[]): never {
  if (cause !== null && !(cause instanceof OperatorError && ['refused', 'conflict'].includes(cause.problem.code))) throw cause
  const raw = cause instanceof OperatorError ? cause.problem.raw : undefined
  const details = { hint: say('docker.execNotStartedHint'), cause, ...(raw === undefined ? {} : { raw }) }
  throw new OperatorError('refused', say('docker.execNotStarted', { command: argv.join(' ') }), details)
}

export function lost(argv: string[]): OperatorError {
  return new OperatorError('unavailable', say('docker.execLost', { command: argv.join(' ') }), { hint: say('docker.execLostHint') })
}
