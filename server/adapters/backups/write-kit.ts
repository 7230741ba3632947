import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { BackupsWriter } from '../../procedure/ports/backups.ts'
import { folderProblem } from './folder-problem.ts'
import { syncFolder } from './sync-folder.ts'

/** Of each file either the old text or the whole new one is there, also after a power loss. */
export async function writeKit(...[folder, files]: Parameters<BackupsWriter['writeKit']>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const { name, text, executable } of files) {
      if (name !== basename(name) || name === '.' || name === '..') throw new Error(`not the name of a file: ${name}`)
      await replace(join(folder, name), text, executable ? 0o700 : 0o600)
    }
    await syncFolder(folder)
  } catch (cause) {
    throw folderProblem(folder, cause)
  }
}

async function replace(file: string, text: string, mode: number): Promise<void> {
  const part = `${file}.part`
  try {
    await rm(part, { force: true })
    const handle = await open(part, 'wx', mode)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, file)
  } finally {
    await rm(part, { force: true }).catch(() => undefined)
  }
}
