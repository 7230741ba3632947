import { access, constants, lstat, mkdir, readdir, stat, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { ArchiveContent, ImageArchives } from '../../procedure/ports/images.ts'
import { checkArchiveName, isArchiveName } from './archive-name.ts'
import { archiveProblem } from './archive-problem.ts'
import { inspectArchive } from './inspect-archive.ts'
import { receiveArchive } from './receive-archive.ts'

const REMEMBERED = 16

/** The folder of image archives; made on first use. Only plain files directly inside it are archives. */
export function openImageFolder(folder: string): ImageArchives {
  const root = resolve(folder)
  // Reading several GB takes a minute, and a plan is looked at more than once.
  const seen = new Map<string, ArchiveContent>()

  const ready = async () => {
    await mkdir(root, { recursive: true, mode: 0o700 })
      .then(() => access(root, constants.R_OK | constants.W_OK | constants.X_OK))
      .catch((cause) => {
        const details = { hint: say('images.folderUnusableHint'), raw: cause.code, cause }
        throw new OperatorError('unavailable', say('images.folderUnusable', { folder: root }), details)
      })
    return root
  }
  const path = async (file: string) => {
    const full = join(await ready(), checkArchiveName(file))
    const found = await lstat(full).catch((cause) => {
      throw archiveProblem('not-found', 'images.fileMissing', 'images.fileMissingHint', file, { cause })
    })
    if (found.isSymbolicLink()) throw archiveProblem('bad-input', 'images.outsideFolder', 'images.outsideFolderHint', file)
    if (!found.isFile()) throw archiveProblem('not-found', 'images.fileMissing', 'images.fileMissingHint', file)
    return full
  }

  return {
    folder: root,
    path,
    async list() {
      const names = (await readdir(await ready(), { withFileTypes: true })).filter((entry) => entry.isFile() && isArchiveName(entry.name))
      const archives = await Promise.all(
        names.map(async ({ name }) => {
          const found = await stat(join(root, name)).catch(() => null)
          return found === null ? null : { file: name, bytes: found.size, modifiedAt: found.mtime.toISOString() }
        }),
      )
      return archives.filter((entry) => entry !== null).sort((one, other) => (one.modifiedAt < other.modifiedAt ? 1 : -1))
    },
    async freeBytes() {
      const disk = await statfs(await ready())
      return disk.bavail * disk.bsize
    },
    async inspect(file, signal) {
      const full = await path(file)
      const { ino, size, mtimeMs, ctimeMs } = await stat(full)
      const state = [full, ino, size, mtimeMs, ctimeMs].join(' ')
      const content = seen.get(state) ?? (await inspectArchive(full, file, signal))
      if (seen.size >= REMEMBERED) seen.clear()
      seen.set(state, content)
      return content
    },
    receive: async (file, body, expectedBytes) => receiveArchive(await ready(), file, body, expectedBytes),
  }
}
