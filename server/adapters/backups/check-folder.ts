import { randomUUID } from 'node:crypto'
import { mkdir, open, rm, stat, statfs } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import { folderProblem } from './folder-problem.ts'

/** Makes the folder (0700) where only it is missing, writes and removes a file in it, and says how many bytes are free for the panel. */
export async function checkFolder(folder: string): Promise<{ freeBytes: number }> {
  if (!isAbsolute(folder) || folder.includes('\0')) {
    throw new OperatorError('bad-input', say('backups.folderNotAbsolute'), { field: 'backupFolder' })
  }
  try {
    await mkdir(folder, { mode: 0o700 }).catch((error: { code?: string }) => {
      if (error.code !== 'EEXIST') throw error
    })
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error(`${folder} is not a directory`), { code: 'ENOTDIR' })
    await proveByWriting(join(folder, `.panel-${randomUUID()}`))
    const { bavail, bsize } = await statfs(folder)
    return { freeBytes: bavail * bsize }
  } catch (cause) {
    throw folderProblem(folder, cause)
  }
}

async function proveByWriting(file: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.write(Buffer.alloc(4096, 1))
    await handle.sync()
  } finally {
    await handle.close()
    await rm(file, { force: true })
  }
}
