import type { FileHandle } from 'node:fs/promises'
import { say } from '../../contract/said.ts'
import { createRedactor } from '../../domain/redaction.ts'
import { restoreOpening } from '../../domain/restore-session.ts'
import type { Permit } from '../../engine/permit.ts'
import { OperatorError } from '../../errors.ts'
import type { BackupsWriter, ClientTool, DumpTool } from '../../procedure/ports/backups.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { ConnectionSource } from '../metadb/connection-source.ts'
import { readRestoreFence } from '../metadb/read-restore-fence.ts'
import { readSessions } from '../metadb/read-sessions.ts'
import { restoreSettings } from '../metadb/restore-settings.ts'
import { userLocks } from '../metadb/user-locks.ts'
import { childLeash } from './child-leash.ts'
import { restoreByDriver } from './driver/restore-by-driver.ts'
import { dumpFamily } from './dump-family.ts'
import { filePosition } from './file-position.ts'
import { type FoundTools, PANEL } from './fitting-tools.ts'
import { followChild } from './follow-child.ts'
import { openDump } from './open-dump.ts'
import { restoreArguments } from './restore-arguments.ts'
import { restoreBusy, restoreProblem } from './restore-problem.ts'
import { OPTION_FILE, withOptionFile } from './with-option-file.ts'

const PROGRESS_EVERY_MS = 500

type RestoreRequest = Parameters<BackupsWriter['restore']>

/** What reads this file correctly; where its first lines do not say what made it, any client may. */
export async function restorerOf(file: string, { restores }: FoundTools): Promise<DumpTool> {
  const handle = await openDump(file)
  try {
    const made = await dumpFamily(handle)
    if (made === 'panel') return PANEL
    const tool = restores.find(({ flavour }) => made === null || flavour === made)
    if (tool !== undefined) return tool
    throw new OperatorError('refused', say('backups.dumpOfOtherFamily', { file, made: made ?? 'MySQL, MariaDB' }), {
      hint: say('backups.installTools'),
    })
  } finally {
    await handle.close()
  }
}

interface Restoring {
  tools: FoundTools
  permit: Permit
}

/** One dump into one database. What reads the file, its words and how far it read decide. */
export async function restoreDatabase(
  { tools, permit }: Restoring,
  ...[login, { database, file }, options]: RestoreRequest
): Promise<void> {
  const { onProgress, signal } = options
  signal.throwIfAborted()
  const tool = await restorerOf(file, tools)
  const handle = await openDump(file)
  try {
    const opening = await prepare(login, database, signal)
    const { size: bytes } = await handle.stat()
    permit.check()
    if (tool.flavour === 'panel') {
      const progress = (read: number) => onProgress(read, bytes)
      await restoreByDriver(login, { database, file, handle, opening, permit, onProgress: progress, signal })
    } else await restoreByClient(tool, { login, database, opening, handle, bytes, options })
  } finally {
    await handle.close()
  }
}

interface ClientRestore {
  login: MetaDbLogin
  database: string
  opening: string | null
  handle: FileHandle
  bytes: number
  options: RestoreRequest[2]
}

/** The client reads the file itself; its exit code, its words and how far it read decide. */
async function restoreByClient(tool: ClientTool, { login, database, opening, handle, bytes, options }: ClientRestore): Promise<void> {
  const { onProgress, onLine, signal } = options
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
}

/** Tells in words who is in the way before the client starts; two that start at once are kept apart by the client's own fence. */
async function prepare(login: MetaDbLogin, database: string, signal: AbortSignal): Promise<string | null> {
  const source = new ConnectionSource(login)
  return await source.use(async (session) => {
    const holder = await readRestoreFence(session, database)
    // Then it may be that of a session long gone.
    const isStale = typeof holder === 'number' && (await userLocks(source)) === 'stay'
    if (typeof holder === 'number' && !isStale) throw restoreBusy(database)
    // Without a fence that can be taken, a session of the panel's account that has this database open is one that restores it.
    if (isStale && (await readSessions(session, [database])).length > 0) throw restoreBusy(database)
    return restoreOpening(database, holder === null, await restoreSettings(session))
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
