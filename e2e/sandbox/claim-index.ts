import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SandboxError } from './sandbox-error.ts'

const MOST = 80

/**
 * Takes a number that no other sandbox of this machine has, also of other checkouts: making the folder is the claim.
 * A sandbox that had a number gets it again, because its config.yaml and its data carry the port.
 */
export function claimIndex(folder: string, previous: number | null): { index: number; runFolder: string } {
  if (previous !== null) {
    const runFolder = runFolderOf(previous)
    if (claim(runFolder, folder)) return { index: previous, runFolder }
    throw new SandboxError(
      `Another sandbox took number ${previous} of this one (see ${runFolder}/owner). Stop that one, or remove ${folder}.`,
    )
  }
  for (let index = 0; index < MOST; index++) {
    const runFolder = runFolderOf(index)
    if (claim(runFolder, folder)) return { index, runFolder }
  }
  throw new SandboxError(`${MOST} sandboxes exist on this machine. Stop one: npm run sandbox -- down --name <name>`)
}

function runFolderOf(index: number): string {
  // dockerd and containerd add some 70 characters; unix sockets end at 108.
  const temporary = tmpdir().length <= 20 ? tmpdir() : '/tmp'
  return join(temporary, `oms-sandbox-${index}`)
}

function claim(runFolder: string, folder: string): boolean {
  const ownerFile = join(runFolder, 'owner')
  try {
    mkdirSync(runFolder, { mode: 0o700 })
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
    if (process.getuid?.() !== statSync(runFolder).uid) return false
    const owner = existsSync(ownerFile) ? readFileSync(ownerFile, 'utf8') : ''
    if (owner === folder) return true
    // Left behind by a checkout that was deleted. An empty owner is another claim being made at this moment.
    if (owner === '' || existsSync(join(owner, 'state.json'))) return false
    rmSync(ownerFile)
  }
  chmodSync(runFolder, 0o700)
  try {
    writeFileSync(ownerFile, folder, { flag: 'wx' })
    return true
  } catch {
    return false
  }
}
