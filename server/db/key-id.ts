import { hkdfSync } from 'node:crypto'

/** Twelve hex digits that name a key and say nothing about it. */
export function keyId(key: Buffer): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'key id', 6)).toString('hex')
}
