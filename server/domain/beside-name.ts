import { randomInt } from 'node:crypto'

// The limit of MySQL, MariaDB and OceanBase; a folder of the server's may have 255 bytes, and each odd character takes five of them there.
const LONGEST = 64
const MOST_BYTES = 200
const TAG_LENGTH = 8
const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz'

export type BesideKind = 'new' | 'kept' | 'try'

/** Random, so that a name made with it can be nobody else's. */
export function newTag(): string {
  return Array.from({ length: TAG_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}

/**
 * Name of a database that the panel makes beside a live one: `rm_331__panel_k3f9x0ab_new`. Lower case, because servers that ignore case
 * store it so. What has such a name is the panel's only where a job noted the name before it was created.
 */
export function besideName(database: string, tag: string, kind: BesideKind): string {
  const ending = `__panel_${tag}_${kind}`
  let start = ''
  for (const character of database.toLowerCase()) {
    const next = start + character
    if (next.length + ending.length > LONGEST || bytesOnDisk(next) + ending.length > MOST_BYTES) break
    start = next
  }
  return `${start}${ending}`
}

function bytesOnDisk(name: string): number {
  return [...name].reduce((sum, character) => sum + (/[a-z0-9_]/.test(character) ? 1 : 5 * character.length), 0)
}

/** Whether a name has the form of `besideName`. That alone does not make a database the panel's. */
export function isBesideName(name: string): boolean {
  return /__panel_[0-9a-z]+_(new|kept|try)$/.test(name)
}

/** Whether a noted name is the one that the panel would have given this database. */
export function isBesideNameOf({ name, of, kind }: { name: string; of: string; kind: BesideKind }): boolean {
  const tag = name.slice(-`_${kind}`.length - TAG_LENGTH, -`_${kind}`.length)
  return /^[0-9a-z]+$/.test(tag) && tag.length === TAG_LENGTH && name === besideName(of, tag, kind)
}
