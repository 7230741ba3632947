import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { say } from '../contract/said.ts'
import { Secret } from '../domain/secret.ts'
import { OperatorError } from '../errors.ts'
import { keyId } from './key-id.ts'

export interface Cipher {
  /** Names the key, without telling it. */
  readonly keyId: string
  /** `v2.<key id>.<nonce>.<tag>.<ciphertext>`, base64url; bound to `purpose`, so that a value cannot be moved to another column. */
  seal(secret: Secret, purpose: string): string
  /** Also opens `v1.<nonce>.<tag>.<ciphertext>`. Codes: unavailable where there is nothing, the key is another one, or the text was changed. */
  open(sealed: string, purpose: string): Secret
}

interface Parts {
  nonce: string
  tag: string
  body: string
  bound: string
  isNamed: boolean
}

/** AES-256-GCM with a fresh nonce a value. */
export function createCipher(key: Buffer): Cipher {
  const own = keyId(key)

  function partsOf(sealed: string, purpose: string): Parts {
    if (sealed === '') throw new OperatorError('unavailable', say('errors.nothingSealed'))
    const [version, ...rest] = sealed.split('.')
    if (version === 'v2' && rest.length === 4) {
      const [id = '', nonce = '', tag = '', body = ''] = rest
      if (id !== own) throw new OperatorError('unavailable', say('errors.sealedWithOtherKey', { sealed: id, own }))
      return { nonce, tag, body, bound: `v2.${id}.${purpose}`, isNamed: true }
    }
    if (version === 'v1' && rest.length === 3) {
      const [nonce = '', tag = '', body = ''] = rest
      return { nonce, tag, body, bound: purpose, isNamed: false }
    }
    throw new OperatorError('unavailable', say('errors.sealedDamaged', { own }))
  }

  return {
    keyId: own,
    seal(secret, purpose) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(`v2.${own}.${purpose}`))
      const body = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()])
      return ['v2', own, ...[nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64url'))].join('.')
    },
    open(sealed, purpose) {
      const { nonce, tag, body, bound, isNamed } = partsOf(sealed, purpose)
      try {
        const options = { authTagLength: 16 }
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), options).setAAD(Buffer.from(bound))
        decipher.setAuthTag(Buffer.from(tag, 'base64url'))
        return new Secret(Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8'))
      } catch (cause) {
        // The old form does not name its key, so the two cannot be told apart.
        throw new OperatorError('unavailable', say(isNamed ? 'errors.sealedDamaged' : 'errors.sealedDamagedOrOtherKey', { own }), { cause })
      }
    },
  }
}
