import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { posix } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { archiveHead, archiveKind } from './archive-magic.ts'
import { archiveProblem } from './archive-problem.ts'
import { END_BYTES, type LayerPacking, layerPacking, START_BYTES, unpackedSize } from './layer-packing.ts'

export interface ArchiveFile {
  bytes: number
  sha256: string
  packing: LayerPacking | null
  /** Room it takes once unpacked. */
  unpackedBytes: number
}

export interface ArchiveEntries {
  files: Map<string, ArchiveFile>
  /** Symbolic and hard links: the path they lead to inside the archive. */
  links: Map<string, string>
  /** Text of what may be JSON. */
  documents: Map<string, string>
}

const CHUNK_BYTES = 1024 * 1024
const DOCUMENT_BYTES = 1024 * 1024
const ALL_DOCUMENTS_BYTES = 32 * 1024 * 1024

/** Reads an archive once from end to end; layers are hashed as they pass and never held. */
export async function readArchiveEntries(path: string, file: string, signal?: AbortSignal): Promise<ArchiveEntries> {
  const kind = archiveKind(await archiveHead(path))
  if (kind === 'neither') throw archiveProblem('bad-input', 'images.notAnArchive', 'images.notAnImageHint', file)
  const entries: ArchiveEntries = { files: new Map(), links: new Map(), documents: new Map() }
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES })
  const tar = extract()
  const options = signal === undefined ? {} : { signal }
  const piped = kind === 'gzip' ? pipeline(source, createGunzip({ chunkSize: CHUNK_BYTES }), tar, options) : pipeline(source, tar, options)
  piped.catch(() => {})
  let room = ALL_DOCUMENTS_BYTES
  try {
    for await (const entry of tar) {
      const { name, type, linkname, size = 0 } = entry.header
      const path = posix.normalize(name)
      if (type === 'symlink' && linkname) entries.links.set(path, posix.join(posix.dirname(path), linkname))
      if (type === 'link' && linkname) entries.links.set(path, posix.normalize(linkname))
      const content = await digest(entry, size <= Math.min(DOCUMENT_BYTES, room))
      if (type === 'file' || type === 'contiguous-file') entries.files.set(path, content.file)
      if (content.text === null) continue
      room -= size
      entries.documents.set(path, content.text)
    }
    await piped
  } catch (cause) {
    signal?.throwIfAborted()
    throw entries.files.size === 0 && isBadHeader(cause)
      ? archiveProblem('bad-input', 'images.notAnArchive', 'images.notAnImageHint', file, { cause })
      : readProblem(cause, file)
  }
  return entries
}

async function digest(entry: Readable | AsyncIterable<unknown>, mayKeep: boolean): Promise<{ file: ArchiveFile; text: string | null }> {
  const hash = createHash('sha256')
  const kept: Buffer[] = []
  let bytes = 0
  let start = Buffer.alloc(0)
  let end = Buffer.alloc(0)
  for await (const part of entry) {
    const chunk = part as Buffer
    hash.update(chunk)
    if (start.length < START_BYTES) start = Buffer.concat([start, chunk.subarray(0, START_BYTES - start.length)])
    end = Buffer.concat([end, chunk.subarray(-END_BYTES)]).subarray(-END_BYTES)
    if (mayKeep && '{['.includes(String.fromCharCode(start[0] ?? 0))) kept.push(chunk)
    bytes += chunk.length
  }
  const file = { bytes, sha256: hash.digest('hex'), packing: layerPacking(start), unpackedBytes: unpackedSize(bytes, start, end) }
  return { file, text: kept.length === 0 ? null : Buffer.concat(kept).toString('utf8') }
}

function isBadHeader(cause: unknown): boolean {
  return cause instanceof Error && /invalid tar header/i.test(cause.message)
}

function readProblem(cause: unknown, file: string): Error {
  if (!(cause instanceof Error)) return new Error(String(cause))
  const isCut = /unexpected end/i.test(cause.message) || ('code' in cause && cause.code === 'Z_BUF_ERROR')
  if (isCut) return archiveProblem('bad-input', 'images.cutOff', 'images.cutOffHint', file, { cause })
  return archiveProblem('bad-input', 'images.damaged', 'images.damagedHint', file, { params: { part: 'tar' }, raw: cause.message, cause })
}
