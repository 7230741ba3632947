import { randomUUID } from 'node:crypto'
import { type FileHandle, link, open, readdir, stat, statfs, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { OperatorError } from '../../errors.ts'
import { archiveKind, HEADER_BYTES } from './archive-magic.ts'
import { checkArchiveName } from './archive-name.ts'
import { archiveProblem } from './archive-problem.ts'

const PART = /^\..*\.part$/
const ABANDONED_MS = 60 * 60 * 1000

/** Streams an upload into the folder. Under its own name the file appears complete and synced, or not at all. */
export async function receiveArchive(
  folder: string,
  file: string,
  body: ReadableStream<Uint8Array>,
  expectedBytes: number | null,
): Promise<{ file: string; bytes: number }> {
  const part = join(folder, `.${randomUUID()}.part`)
  try {
    const target = join(folder, checkArchiveName(file))
    if (await exists(target)) throw alreadyThere(file)
    await removeAbandoned(folder)
    await checkRoom(folder, file, expectedBytes)
    const handle = await open(part, 'wx', 0o600)
    let bytes: number
    try {
      bytes = await write(handle, body, file, expectedBytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    // A link, unlike a rename, never replaces a file that came meanwhile.
    await link(part, target)
    await syncFolder(folder)
    return { file, bytes }
  } catch (cause) {
    await body.cancel(cause).catch(() => {})
    throw uploadProblem(cause, file)
  } finally {
    await unlink(part).catch(() => {})
  }
}

async function write(handle: FileHandle, body: ReadableStream<Uint8Array>, file: string, expected: number | null): Promise<number> {
  let head = Buffer.alloc(0)
  let bytes = 0
  let isChecked = false
  const check = () => {
    if (archiveKind(head) === 'neither') throw archiveProblem('bad-input', 'images.notAnArchive', 'images.notAnImageHint', file)
    isChecked = true
  }
  const differs = () =>
    archiveProblem('bad-input', 'images.sizeDiffers', 'images.sizeDiffersHint', file, {
      params: { received: bytes, expected: expected ?? 0 },
    })
  for await (const chunk of chunksOf(body, file)) {
    bytes += chunk.length
    if (!isChecked) {
      head = Buffer.concat([head, chunk.subarray(0, HEADER_BYTES - head.length)])
      if (head.length === HEADER_BYTES) check()
    }
    if (expected !== null && bytes > expected) throw differs()
    await handle.appendFile(chunk)
  }
  if (expected !== null && bytes !== expected) throw differs()
  if (!isChecked) check()
  return bytes
}

async function* chunksOf(body: ReadableStream<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw archiveProblem('bad-input', 'images.uploadCutOff', 'images.sizeDiffersHint', file, { cause })
      })
      if (done) return
      yield value
    }
  } finally {
    reader.releaseLock()
  }
}

async function checkRoom(folder: string, file: string, needed: number | null): Promise<void> {
  const disk = await statfs(folder)
  const free = disk.bavail * disk.bsize
  if (needed === null || needed <= free) return
  throw archiveProblem('refused', 'images.noRoom', 'images.noRoomHint', file, { params: { free, needed } })
}

/** Parts that an earlier process left behind: nothing was written to them for an hour. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((entry) => PART.test(entry))) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (Date.now() - mtimeMs > ABANDONED_MS) await unlink(path).catch(() => {})
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (cause: NodeJS.ErrnoException) => cause.code !== 'ENOENT',
  )
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function alreadyThere(file: string): OperatorError {
  return archiveProblem('conflict', 'images.fileExists', 'images.fileExistsHint', file)
}

function uploadProblem(cause: unknown, file: string): unknown {
  if (cause instanceof OperatorError || !(cause instanceof Error) || !('code' in cause)) return cause
  if (cause.code === 'EEXIST') return alreadyThere(file)
  if (cause.code === 'ENOSPC' || cause.code === 'EDQUOT') {
    return archiveProblem('refused', 'images.diskFull', 'images.noRoomHint', file, { raw: String(cause.code), cause })
  }
  return archiveProblem('refused', 'images.uploadCutOff', 'images.sizeDiffersHint', file, { raw: cause.message, cause })
}
