import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'

function createKeyFile(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  let descriptor: number
  try {
    descriptor = openSync(file, 'wx', 0o600)
  } catch (cause) {
    // Another process of the panel made it first.
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return
    throw cause
  }
  writeSync(descriptor, `${randomBytes(32).toString('hex')}\n`)
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/** The key of the store's secrets: from the environment, else from a file that only its owner may read, made on first start. */
export function readKey(settings: { key: string | undefined; keyFile: string }): Buffer {
  if (settings.key !== undefined) return Buffer.from(settings.key, 'hex')
  createKeyFile(settings.keyFile)
  if ((statSync(settings.keyFile).mode & 0o077) !== 0) throw new Error(`${settings.keyFile} may be read by others: chmod 600 it`)
  const key = Buffer.from(readFileSync(settings.keyFile, 'utf8').trim(), 'hex')
  if (key.length !== 32) throw new Error(`${settings.keyFile} does not hold 32 bytes as hex`)
  return key
}
