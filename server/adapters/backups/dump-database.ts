import { constants } from 'node:fs'
import { access, type FileHandle, link, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { BackupsWriter, DumpContent } from '../../procedure/ports/backups.ts'
import type { ImagePrograms } from '../docker/image-programs.ts'
import { dumpByDriver } from './driver/dump-by-driver.ts'
import { diskFull, dumpProblem } from './dump-problem.ts'
import { folderProblem } from './folder-problem.ts'
import { runDumpTool } from './run-dump-tool.ts'
import { syncFolder } from './sync-folder.ts'
import { verifyDump } from './verify-dump.ts'

const PROGRESS_EVERY_MS = 500

type DumpRequest = Parameters<BackupsWriter['dump']>

/** One dump, from `.part` to proven file. Its folder is made 0700 where only that last folder is missing. */
export async function dumpDatabase(programs: ImagePrograms | null, ...[login, dump, options]: DumpRequest): Promise<DumpContent> {
  const { database, file } = dump
  await refuseExisting(file)
  const part = `${file}.part`
  await makeFolder(dirname(file))
  const handle = await createPart(part)
  try {
    const stderr = await writing(handle, options.onProgress, () => write(programs, handle, login, dump, options))
    await handle.sync()
    const dumped = await verifyDump(part, options.signal)
    // Cut at the end of a statement, a dump restores without any error (RELIABILITY.md 1.2): only the closing line tells.
    if (dumped.bytes === 0 || !dumped.complete)
      throw new OperatorError('refused', say('backups.dumpIncomplete', { database }), { raw: stderr })
    await publish(part, file)
    return dumped
  } catch (error) {
    const code = (error as { code?: string }).code
    throw code === 'ENOSPC' || code === 'EDQUOT' ? diskFull(file, String(error)) : error
  } finally {
    await handle.close()
    await rm(part, { force: true })
  }
}

/** What the tool said meanwhile. */
async function write(
  programs: ImagePrograms | null,
  handle: FileHandle,
  ...[login, dump, { onLine, signal }]: DumpRequest
): Promise<string> {
  const { database, tables, file, tool, withoutRows } = dump
  const contents = { tables, ...(withoutRows && { withoutRows }) }
  if (tool.flavour === 'panel') {
    await dumpByDriver(login, { database, ...contents, handle, now: new Date() }, signal)
    return ''
  }
  const run = { tool, login, database, contents, stdout: handle, onLine, signal, ...(dump.asAfterStop && { isOwn: true }) }
  const { exitCode, stderr } = await runDumpTool(programs, run)
  if (exitCode !== 0) throw dumpProblem({ login, database, file, exitCode, stderr })
  return stderr
}

async function refuseExisting(file: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  )
  if (exists) throw new OperatorError('conflict', say('backups.exists', { file }))
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
    await syncFolder(dirname(folder))
  } catch (cause) {
    if ((cause as { code?: string }).code !== 'EEXIST') throw folderProblem(folder, cause)
  }
}

/** A `.part` that a killed panel left is removed, not continued; a child that should still write to it writes into nowhere. */
async function createPart(part: string): Promise<FileHandle> {
  try {
    await rm(part, { force: true })
    return await open(part, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600)
  } catch (cause) {
    throw folderProblem(dirname(part), cause)
  }
}

async function writing<T>(handle: FileHandle, onProgress: (bytes: number) => void, work: () => Promise<T>): Promise<T> {
  const measure = async (): Promise<void> => onProgress((await handle.stat()).size)
  const timer = setInterval(() => void measure().catch(() => undefined), PROGRESS_EVERY_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    await measure()
  }
}

/** `link` fails where the name is taken, `rename` would replace it; file systems without hard links get a check before the rename. */
async function publish(part: string, file: string): Promise<void> {
  try {
    await link(part, file)
  } catch (cause) {
    const code = (cause as { code?: string }).code
    if (code === 'EEXIST') throw new OperatorError('conflict', say('backups.exists', { file }), { cause })
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw cause
    await refuseExisting(file)
    await rename(part, file)
  }
  await rm(part, { force: true })
  await syncFolder(dirname(file))
}
