import { type FileHandle, open } from 'node:fs/promises'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'

/** Opens a dump to be read; one that is gone is `not-found`. */
export async function openDump(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r')
  } catch (cause) {
    const isMissing = (cause as { code?: string }).code === 'ENOENT'
    throw new OperatorError(
      isMissing ? 'not-found' : 'unavailable',
      say(isMissing ? 'backups.fileMissing' : 'backups.fileUnreadable', { file }),
      { raw: String(cause), cause },
    )
  }
}
