import type { FileHandle } from 'node:fs/promises'
import { say } from '../../contract/said.ts'
import { restoreOpening } from '../../domain/restore-session.ts'
import type { Permit } from '../../engine/permit.ts'
import { OperatorError } from '../../errors.ts'
import type { BackupsWriter, ClientTool, DumpTool } from '../../procedure/ports/backups.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import type { ImagePrograms } from '../docker/image-programs.ts'
import { ConnectionSource } from '../metadb/connection-source.ts'
import { readRestoreFence } from '../metadb/read-restore-fence.ts'
import { readSessions } from '../metadb/read-sessions.ts'
import { restoreSettings } from '../metadb/restore-settings.ts'
import { userLocks } from '../metadb/user-locks.ts'
import { runClient } from './client-run.ts'
import { restoreByDriver } from './driver/restore-by-driver.ts'
import { dumpFamily } from './dump-family.ts'
import { filePosition } from './file-position.ts'
import { type FoundTools, PANEL } from './fitting-tools.ts'
import { openDump } from './open-dump.ts'
import { restoreArguments } from './restore-arguments.ts'
import { restoreBusy, restoreProblem } from './restore-problem.ts'
import { OPTION_FILE } from './with-option-file.ts'

const PROGRESS_EVERY_MS = 500

type RestoreRequest = Parameters<BackupsWriter['restore']>

export interface Restoring {
  tools: FoundTools
  programs: ImagePrograms | null
}

/**
 * What reads this file correctly; where its first lines do not say what made it, any client may. `wanted`: what was tried and noted for it;
 * where the image of that is gone, a program of the same family on this machine takes its place, or the panel itself.
 */
export async function restorerOf(file: string, { tools, programs }: Restoring, wanted?: DumpTool): Promise<DumpTool> {
  const handle = await openDump(file)
  try {
    const made = await dumpFamily(handle)
    if (made === 'panel') return PANEL
    const image = wanted?.flavour !== 'panel' && (made === null || wanted?.flavour === made) ? wanted?.image : undefined
    if (wanted !== undefined && image !== undefined && (await programs?.hasImage(image.id)) === true) return wanted
    const tool = tools.restores.find(({ flavour }) => made === null || flavour === made)
    if (tool !== undefined) return tool
    // Its dumps hold tables alone, as plain SQL: the panel can send them itself.
    if (image !== undefined && made !== null) return PANEL
    if (image !== undefined)
      throw new OperatorError('refused', say('backups.imageOfDumpGone', { file, image: image.name, id: image.id }), {
        hint: say('backups.imageOfDumpGoneHint'),
      })
    throw new OperatorError('refused', say('backups.dumpOfOtherFamily', { file, made: made ?? 'MySQL, MariaDB' }), {
      hint: say('backups.installTools'),
    })
  } finally {
    await handle.close()
  }
}

/** One dump into one database. What reads the file, its words and how far it read decide. */
export async function restoreDatabase(
  { permit, ...restoring }: Restoring & { permit: Permit },
  ...[login, { database, file, tool: wanted }, options]: RestoreRequest
): Promise<void> {
  const { onProgress, signal } = options
  signal.throwIfAborted()
  const tool = await restorerOf(file, restoring, wanted)
  const handle = await openDump(file)
  try {
    const opening = await prepare(login, database, signal)
    const { size: bytes } = await handle.stat()
    permit.check()
    if (tool.flavour === 'panel') {
      const progress = (read: number) => onProgress(read, bytes)
      await restoreByDriver(login, { database, file, handle, opening, permit, onProgress: progress, signal })
    } else await restoreByClient(restoring.programs, { tool, login, database, opening, handle, bytes, options })
  } finally {
    await handle.close()
  }
}

interface ClientRestore {
  tool: ClientTool
  login: MetaDbLogin
  database: string
  opening: string | null
  handle: FileHandle
  bytes: number
  options: RestoreRequest[2]
}

/** The client's exit code, its words and how far it read decide. One in an image is sent the file; what it made of it, its exit code tells. */
async function restoreByClient(programs: ImagePrograms | null, restore: ClientRestore): Promise<void> {
  const { tool, login, database, opening, handle, bytes, options } = restore
  const { onProgress, onLine, signal } = options
  let sent = 0
  const onRead = (read: number): void => {
    sent = read
  }
  const isHere = tool.image === undefined
  const readSoFar = async () => (isHere ? await filePosition(handle.fd) : sent)
  const args = restoreArguments(OPTION_FILE, database, opening)
  const { exitCode, stderr } = await reading(readSoFar, bytes, onProgress, () =>
    runClient(programs, { tool, login, family: tool.flavour, args, stdin: handle, stdout: null, isOwn: true, onRead, onLine, signal }),
  )
  if (exitCode !== 0) throw restoreProblem({ login, database, exitCode, stderr })
  const read = await readSoFar()
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
  readSoFar: () => Promise<number | null>,
  bytes: number,
  onProgress: (read: number, total: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  const measure = async (): Promise<void> => {
    const read = await readSoFar()
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
