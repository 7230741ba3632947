import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Secret } from '../domain/secret.ts'

const VERSION = 'v1'

export interface Cipher {
  /** `v1.<nonce>.<tag>.<ciphertext>`, base64url; bound to `purpose`, so that a value cannot be moved to another column. */
  seal(secret: Secret, purpose: string): string
  /** Throws where the text was changed, or sealed with another key or for another purpose. */
  open(sealed: string, purpose: string): Secret
}

/** AES-256-GCM with a fresh nonce a value. */
export function createCipher(key: Buffer): Cipher {
  return {
    seal(secret, purpose) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
      const body = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()])
      return [VERSION, ...[nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64url'))].join('.')
    },
    open(sealed, purpose) {
      const [version, nonce, tag, body] = sealed.split('.')
      if (version !== VERSION || nonce === undefined || tag === undefined || body === undefined)
        throw new Error('unknown form of sealed value')
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url')).setAAD(Buffer.from(purpose))
      decipher.setAuthTag(Buffer.from(tag, 'base64url'))
      return new Secret(Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8'))
    },
  }
}
