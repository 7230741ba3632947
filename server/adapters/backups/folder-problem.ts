import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'

/** What an error of the file system means for the backup folder. */
export function folderProblem(folder: string, cause: unknown): OperatorError {
  if (cause instanceof OperatorError) return cause
  const { code, message } = cause as { code?: string; message?: string }
  const said = {
    ENOENT: say('backups.folderParentMissing', { folder }),
    ENOTDIR: say('backups.folderNotAFolder', { folder }),
    ENOSPC: say('backups.diskFull', { folder }),
    EDQUOT: say('backups.diskFull', { folder }),
  }[code ?? '']
  return new OperatorError('refused', said ?? say('backups.folderNotUsable', { folder }), {
    hint: say('backups.checkFolder'),
    field: 'backupFolder',
    raw: message ?? String(cause),
    cause,
  })
}
