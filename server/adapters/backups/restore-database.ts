import type { FileHandle } from 'node:fs/promises'
import { say } from '../../contract/said.ts'
import { createRedactor } from '../../domain/redaction.ts'
import { restoreOpening } from '../../domain/restore-session.ts'
import { OperatorError } from '../../errors.ts'
import type { BackupsWriter, DumpTool } from '../../procedure/ports/backups.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { ConnectionSource } from '../metadb/connection-source.ts'
import { readRestoreFence } from '../metadb/read-restore-fence.ts'
import { restoreSettings } from '../metadb/restore-settings.ts'
import { childLeash } from './child-leash.ts'
import { dumpFamily } from './dump-family.ts'
import { filePosition } from './file-position.ts'
import { followChild } from './follow-child.ts'
import { openDump } from './open-dump.ts'
import { restoreArguments } from './restore-arguments.ts'
import { restoreBusy, restoreProblem } from './restore-problem.ts'
import { OPTION_FILE, withOptionFile } from './with-option-file.ts'

const PROGRESS_EVERY_MS = 500

type RestoreRequest = Parameters<BackupsWriter['restore']>

/** One dump into one database. The client reads the file itself; its exit code, its words and how far it read decide. */
export async function restoreDatabase(tool: DumpTool, ...[login, { database, file }, options]: RestoreRequest): Promise<void> {
  const { onProgress, onLine, signal } = options
  signal.throwIfAborted()
  const handle = await openDump(file)
  try {
    await requireFamily(handle, file, tool)
    const opening = await prepare(login, database, signal)
    const { size: bytes } = await handle.stat()
    const leash = await childLeash()
    const { exitCode, stderr } = await reading(handle, bytes, onProgress, () =>
      withOptionFile(login, tool.flavour, (loginFile) =>
        followChild({
          argv: [...leash, tool.path, ...restoreArguments(OPTION_FILE, database, opening)],
          stdin: handle.fd,
          stdout: 'ignore',
          login: loginFile,
          redact: createRedactor([login.password]),
          onLine,
          signal,
        }),
      ),
    )
    if (exitCode !== 0) throw restoreProblem({ login, database, exitCode, stderr })
    const read = await filePosition(handle.fd)
    if (read !== null && read < bytes)
      throw new OperatorError('refused', say('backups.restoreStopped', { database, read, bytes }), { raw: stderr })
  } finally {
    await handle.close()
  }
}

async function requireFamily(handle: FileHandle, file: string, { flavour: has }: DumpTool): Promise<void> {
  const made = await dumpFamily(handle)
  if (made === null || made === has) return
  const said = say('backups.dumpOfOtherFamily', { file, made, has })
  throw new OperatorError('refused', said, { hint: say('backups.installTools') })
}

/** Tells in words who is in the way before the client starts; two that start at once are kept apart by the client's own fence. */
async function prepare(login: MetaDbLogin, database: string, signal: AbortSignal): Promise<string | null> {
  return await new ConnectionSource(login).use(async (session) => {
    const holder = await readRestoreFence(session, database)
    if (typeof holder === 'number') throw restoreBusy(database)
    return restoreOpening(database, holder !== 'unsupported', await restoreSettings(session))
  }, signal)
}

async function reading<T>(
  handle: FileHandle,
  bytes: number,
  onProgress: (read: number, total: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  const measure = async (): Promise<void> => {
    const read = await filePosition(handle.fd)
    if (read !== null) onProgress(read, bytes)
  }
  const timer = setInterval(() => void measure(), PROGRESS_EVERY_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    await measure()
  }
}
