import { posix } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Header } from 'tar-stream'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { EngineClient } from './engine-client.ts'
import { problemOf } from './problem-of.ts'

const LIMIT_BYTES = 1024 * 1024
const DEADLINE_MS = 30_000
const MAX_LINKS = 8

/** One file of a container, running or not; symbolic links are followed inside the container. */
export async function readContainerFile(engine: EngineClient, id: string, path: string): Promise<string | 'missing'> {
  let target = path
  for (let link = 0; link < MAX_LINKS; link++) {
    const entry = await firstEntry(engine, id, target)
    if (entry === null) return 'missing'
    const { type, linkname, size = 0 } = entry.headers
    if (type === 'symlink' && linkname) target = posix.resolve(posix.dirname(target), linkname)
    else if (type !== 'file') break
    else if (size > LIMIT_BYTES) {
      throw new OperatorError('refused', say('docker.fileTooBig', { path, limitKilobytes: LIMIT_BYTES / 1024 }))
    } else return entry.content.toString('utf8')
  }
  throw new OperatorError('refused', say('docker.notAFile', { path }))
}

/** The engine sends a file or a folder as a tar archive; null where there is no such path. */
async function firstEntry(engine: EngineClient, id: string, path: string): Promise<{ headers: Header; content: Buffer } | null> {
  const request = { method: 'GET', path: `/containers/${id}/archive` } as const
  const enough = new AbortController()
  const signal = AbortSignal.any([enough.signal, AbortSignal.timeout(DEADLINE_MS)])
  const archive = await engine.open({ ...request, query: { path }, signal })
  if (archive === null) return null
  try {
    return await readFirst(archive)
  } catch (cause) {
    throw problemOf(cause, engine.address, request)
  } finally {
    enough.abort()
    archive.destroy()
  }
}

async function readFirst(archive: Readable): Promise<{ headers: Header; content: Buffer }> {
  const tar = extract()
  const piped = pipeline(archive, tar)
  piped.catch(() => {})
  for await (const entry of tar) {
    const chunks: Buffer[] = []
    const { size = 0 } = entry.header
    if (size <= LIMIT_BYTES) for await (const chunk of entry) chunks.push(chunk as Buffer)
    return { headers: entry.header, content: Buffer.concat(chunks) }
  }
  await piped
  throw new Error('the engine sent an empty archive')
}
