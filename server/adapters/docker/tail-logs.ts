import type { Readable } from 'node:stream'
import type { Container } from '../../procedure/ports/engine.ts'
import type { EngineClient } from './engine-client.ts'
import { LineSplitter } from './line-splitter.ts'
import { outputFrames } from './output-frames.ts'
import { problemOf } from './problem-of.ts'

const DEADLINE_MS = 30_000

/** The last lines that a container printed, stdout and stderr together. Only output without a terminal is multiplexed. */
export async function tailLogs(engine: EngineClient, container: Container, lines: number): Promise<string[]> {
  const request = { method: 'GET', path: `/containers/${container.id}/logs` } as const
  const query = { stdout: true, stderr: true, tail: lines, follow: false }
  const answer = await engine.open({ ...request, query, signal: AbortSignal.timeout(DEADLINE_MS) })
  if (answer === null) return []
  const seen: string[] = []
  const keep = (line: string) => {
    seen.push(line)
    if (seen.length > lines) seen.shift()
  }
  const splitters = { stdout: new LineSplitter(keep), stderr: new LineSplitter(keep) }
  try {
    for await (const { stream, bytes } of container.spec.Tty ? plain(answer) : outputFrames(answer)) splitters[stream].write(bytes)
  } catch (cause) {
    throw problemOf(cause, engine.address, request)
  }
  splitters.stdout.end()
  splitters.stderr.end()
  return seen
}

async function* plain(answer: Readable) {
  for await (const bytes of answer as AsyncIterable<Buffer>) yield { stream: 'stdout' as const, bytes }
}
