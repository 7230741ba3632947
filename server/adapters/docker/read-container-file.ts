import { posix } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Header } from 'tar-stream'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { Container } from '../../procedure/ports/engine.ts'
import { VersionAnswer } from './engine-answers.ts'
import type { EngineClient } from './engine-client.ts'
import { isPodman } from './engine-info.ts'
import { problemOf } from './problem-of.ts'
import { readAnswer } from './read-answer.ts'

const LIMIT_BYTES = 1024 * 1024
const DEADLINE_MS = 30_000
/** A log of gigabytes is sent whole by the engine although only its end is kept. */
const END_DEADLINE_MS = 300_000
const MAX_LINKS = 8

/** One file of a container; symbolic links are followed inside the container. */
export async function readContainerFile(engine: EngineClient, container: Container, path: string): Promise<string | 'missing'> {
  const entry = await follow(engine, container, path, DEADLINE_MS)
  if (entry === null) return 'missing'
  if (!entry.isWhole) throw new OperatorError('refused', say('docker.fileTooBig', { path, limitKilobytes: LIMIT_BYTES / 1024 }))
  return entry.content.toString('utf8')
}

/** The same for a file of any size: its end, without the line that it may begin within. */
export async function readContainerFileEnd(
  engine: EngineClient,
  container: Container,
  path: string,
): Promise<{ text: string; isWhole: boolean } | 'missing'> {
  const entry = await follow(engine, container, path, END_DEADLINE_MS)
  if (entry === null) return 'missing'
  const { content, isWhole } = entry
  return { text: content.subarray(isWhole ? 0 : content.indexOf('\n') + 1).toString('utf8'), isWhole }
}

interface Entry {
  headers: Header
  /** At most its last 1 MB. */
  content: Buffer
  isWhole: boolean
}

async function follow(engine: EngineClient, { id, name, state }: Container, path: string, deadline: number): Promise<Entry | null> {
  if (state !== 'running' && isPodman(readAnswer(VersionAnswer, await engine.ask({ method: 'GET', path: '/version' }), engine.address)))
    throw new OperatorError('refused', say('docker.fileOfStopped', { path, name }), { hint: say('docker.fileOfStoppedHint') })
  let target = path
  for (let link = 0; link < MAX_LINKS; link++) {
    const entry = await firstEntry(engine, id, target, deadline)
    if (entry === null) return null
    const { type, linkname } = entry.headers
    if (type === 'symlink' && linkname) target = posix.resolve(posix.dirname(target), linkname)
    else if (type !== 'file') break
    else return entry
  }
  throw new OperatorError('refused', say('docker.notAFile', { path }))
}

/** The engine sends a file or a folder as a tar archive; null where there is no such path. */
async function firstEntry(engine: EngineClient, id: string, path: string, deadline: number): Promise<Entry | null> {
  const request = { method: 'GET', path: `/containers/${id}/archive` } as const
  const enough = new AbortController()
  const signal = AbortSignal.any([enough.signal, AbortSignal.timeout(deadline)])
  const archive = await engine.open({ ...request, query: { path }, signal })
  if (archive === null) return null
  try {
    return await readFirst(archive, deadline === END_DEADLINE_MS)
  } catch (cause) {
    throw problemOf(cause, engine.address, request)
  } finally {
    enough.abort()
    archive.destroy()
  }
}

async function readFirst(archive: Readable, keepsEnd: boolean): Promise<Entry> {
  const tar = extract()
  const piped = pipeline(archive, tar)
  piped.catch(() => {})
  for await (const entry of tar) {
    const { size = 0 } = entry.header
    const isWhole = size <= LIMIT_BYTES
    const content = isWhole || keepsEnd ? await lastBytes(entry as AsyncIterable<Buffer>) : Buffer.alloc(0)
    return { headers: entry.header, content, isWhole }
  }
  await piped
  throw new Error('the engine sent an empty archive')
}

async function lastBytes(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let held = 0
  for await (const chunk of source) {
    chunks.push(chunk)
    held += chunk.length
    for (let first = chunks[0]; first !== undefined && held - first.length >= LIMIT_BYTES; first = chunks[0]) {
      held -= first.length
      chunks.shift()
    }
  }
  const whole = Buffer.concat(chunks)
  return whole.subarray(Math.max(0, whole.length - LIMIT_BYTES))
}
