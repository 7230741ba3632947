import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'

/** Waits until names in this folder are on the disk. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Waits until what the file holds is on the disk. */
export function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Makes a file that only its owner may read, whole or not at all. Throws EEXIST where there is one already. */
export function writeDurably(file: string, text: string): void {
  const partial = `${file}.${randomBytes(4).toString('hex')}.partial`
  const descriptor = openSync(partial, 'wx', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
    // Other than a rename, a link never replaces what is there.
    linkSync(partial, file)
  } finally {
    closeSync(descriptor)
    rmSync(partial, { force: true })
  }
  syncFolder(path.dirname(file))
}
