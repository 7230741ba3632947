import { randomBytes } from 'node:crypto'
import { readableCode } from '../domain/readable-code.ts'

// Crockford: no letter that reads like a digit.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `groups` times five letters, 25 bits each. */
export function randomCode(groups: number): string {
  return readableCode([...randomBytes(groups * 5)].map((byte) => ALPHABET[byte % ALPHABET.length]).join(''))
}

/** 100 bits; longer than any password that the panel asks for. */
export function temporaryPassword(): string {
  return randomCode(4)
}
