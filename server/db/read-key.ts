import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { StoreRefusal } from './store-refusal.ts'
import { writeDurably } from './write-durably.ts'

export interface KeySettings {
  /** 32 bytes as hex; absent: the key file is used. */
  key: string | undefined
  keyFile: string
}

/** The key in this file; null where there is no such file. Throws where others may read it, or it holds no key. */
export function readKeyFile(file: string): Buffer | null {
  if (!existsSync(file)) return null
  if ((statSync(file).mode & 0o077) !== 0) throw new StoreRefusal('unfit', `${file} may be read by others: chmod 600 it`)
  const text = readFileSync(file, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new StoreRefusal('unfit', `${file} does not hold 32 bytes as hex`)
  return Buffer.from(text, 'hex')
}

/** As a key file holds it, and as PANEL_KEY wants it. */
export function keyText(key: Buffer): string {
  return `${key.toString('hex')}\n`
}

/** The key at hand, without making one: from the environment, else from the key file; null where there is none. */
export function findKey({ key, keyFile }: KeySettings): Buffer | null {
  return key === undefined ? readKeyFile(keyFile) : Buffer.from(key, 'hex')
}

/** The key of the store's secrets: from the environment, else from a file that only its owner may read, made on first start. */
export function readKey(settings: KeySettings): Buffer {
  const found = findKey(settings)
  if (found !== null) return found
  mkdirSync(path.dirname(settings.keyFile), { recursive: true, mode: 0o700 })
  try {
    writeDurably(settings.keyFile, keyText(randomBytes(32)))
  } catch (cause) {
    // Another process of the panel made it first.
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  }
  const made = readKeyFile(settings.keyFile)
  if (made === null) throw new Error(`${settings.keyFile} was taken away`)
  return made
}
