import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { folderProblem } from './folder-problem.ts'

// Folders of further attempts, and of the dumps that a rollback made first.
const OF_A_JOB = /^(attempt|before-rollback)-\d+$/
// Dumps, the manifest, the emergency kit.
const PART = /\.(sql|json|sh|txt)\.part$/

/**
 * A killed writer leaves its `.part`, and every attempt writes into a folder of its own: without this the disk fills up in the window.
 * What a child still writes into goes nowhere once its name is gone.
 */
export async function removeLeftParts(folder: string): Promise<string[]> {
  const removed: string[] = []
  try {
    for (const entry of await entriesOf(folder)) {
      if (entry.isDirectory() && OF_A_JOB.test(entry.name)) removed.push(...(await removeLeftParts(join(folder, entry.name))))
      if (!entry.isFile() || !PART.test(entry.name)) continue
      await rm(join(folder, entry.name), { force: true })
      removed.push(join(folder, entry.name))
    }
  } catch (cause) {
    throw folderProblem(folder, cause)
  }
  return removed
}

async function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
}
