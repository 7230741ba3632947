import { randomBytes, timingSafeEqual } from 'node:crypto'

/** The one-time code that lets the first administrator in. It exists in this process only; a restart makes another one. */
export interface SetUpCode {
  /** For the server's log, and nothing else. */
  readonly text: string
  matches(given: string): boolean
}

/** 80 bits as `XXXX-XXXX-XXXX-XXXX` in Crockford's alphabet: no letter that reads like a digit. */
export function createSetUpCode(): SetUpCode {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte % alphabet.length]).join('')
  const text = letters.replaceAll(/(.{4})(?=.)/g, '$1-')
  return {
    text,
    matches(given) {
      const [mine, theirs] = [text, given].map((code) =>
        Buffer.from(
          code
            .toUpperCase()
            .replaceAll(/[^0-9A-Z]/g, '')
            .padEnd(16)
            .slice(0, 64),
        ),
      )
      return mine !== undefined && theirs !== undefined && mine.length === theirs.length && timingSafeEqual(mine, theirs)
    },
  }
}
