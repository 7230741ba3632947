import { hkdfSync } from 'node:crypto'

/** better-auth's secret, derived from the panel's key: one key to keep, and neither tells the other. */
export function authSecret(key: Buffer): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'better-auth', 32)).toString('base64url')
}
