import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BackupManifest } from '../../domain/databases/backup-manifest.ts'
import { folderProblem } from './folder-problem.ts'
import { syncFolder } from './sync-folder.ts'

/** Either the old manifest or the whole new one is there, also after a power loss. */
export async function writeManifest(file: string, manifest: BackupManifest): Promise<void> {
  const part = `${file}.part`
  try {
    await rm(part, { force: true })
    const handle = await open(part, 'wx', 0o600)
    try {
      await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, file)
    await syncFolder(dirname(file))
  } catch (cause) {
    throw folderProblem(dirname(file), cause)
  } finally {
    await rm(part, { force: true }).catch(() => undefined)
  }
}
