import { access, constants, stat, statfs } from 'node:fs/promises'
import { dirname, isAbsolute } from 'node:path'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import { folderProblem } from './folder-problem.ts'

/**
 * What `checkFolder` proves by writing, as far as it can be seen without: the folder, or the one in which it would be made, is a folder
 * that this process may write to, and has so many bytes free. `own`: the panel's own folder, which it makes with all its parents when it
 * starts. Errors and field as there.
 */
export async function lookAtFolder(folder: string, own: string): Promise<{ freeBytes: number }> {
  if (!isAbsolute(folder) || folder.includes('\0'))
    throw new OperatorError('bad-input', say('backups.folderNotAbsolute'), { field: 'backupFolder' })
  try {
    let there = (await isMissing(folder)) ? dirname(folder) : folder
    while (isOnTheWay(own, there) && (await isMissing(there))) there = dirname(there)
    if (!(await stat(there)).isDirectory()) throw Object.assign(new Error(`${there} is not a directory`), { code: 'ENOTDIR' })
    await access(there, constants.W_OK | constants.X_OK)
    const { bavail, bsize } = await statfs(there)
    return { freeBytes: bavail * bsize }
  } catch (cause) {
    throw folderProblem(folder, cause)
  }
}

/** The folder, or one that it is in. */
const isOnTheWay = (folder: string, other: string) => folder === other || folder.startsWith(other === '/' ? other : `${other}/`)

async function isMissing(folder: string): Promise<boolean> {
  return await stat(folder).then(
    () => false,
    (error: { code?: string }) => {
      if (error.code !== 'ENOENT') throw error
      return true
    },
  )
}
