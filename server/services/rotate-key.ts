import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { authSecret } from '../auth/auth-secret.ts'
import { resealTwoFactor } from '../auth/reseal-two-factor.ts'
import type { Actor } from '../contract/access.ts'
import { keepAuditKey } from '../db/audit-key.ts'
import { createCipher } from '../db/cipher.ts'
import { keyId } from '../db/key-id.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { findKey, type KeySettings, keyText } from '../db/read-key.ts'
import { recordAudit } from '../db/record-audit.ts'
import { resealAudit } from '../db/reseal-audit.ts'
import { readSealed, SEALED_COLUMNS, writeSealed } from '../db/sealed-columns.ts'
import { restingKeyFile, settleKey, storeKeyId } from '../db/settle-key.ts'
import { StoreRefusal } from '../db/store-refusal.ts'
import { writeDurably } from '../db/write-durably.ts'
import type { Secret } from '../domain/secret.ts'

const TRANSACTION_MS = 120_000

export interface Rotation {
  store: Store
  settings: KeySettings
  /** Where the new key goes while PANEL_KEY names the old one; null with a key file. */
  out: string | null
  /** What cannot be read is emptied, to be entered again, instead of ending the rotation. */
  mayForget: boolean
  actor: Actor
  /** The system's account of whoever called. */
  account: string
  now: Date
  /** Test seam: called between the steps. */
  onMoment?: (moment: 'written' | 'resealed' | 'committed') => void
}

export interface Rotated {
  from: string | null
  to: string
  secrets: number
  twoFactors: number
  sessions: number
  /** Places that were emptied, as `model.column id`, and `two-factor user`. */
  forgotten: string[]
}

/** The caller holds the store alone. Any end of the process leaves a store whose key is at hand. Throws StoreRefusal. */
export async function rotateKey(rotation: Rotation): Promise<Rotated> {
  const { store, settings, out, mayForget, onMoment = () => {} } = rotation
  await settleKey(store, settings).catch((cause: unknown) => {
    if (!mayForget || !(cause instanceof StoreRefusal)) throw cause
  })
  const before = findKey(settings)
  const next = randomBytes(32)
  const file = out ?? restingKeyFile(settings.keyFile, keyId(next))
  // The new key is on the disk before anything needs it; until the commit the store still names the old one.
  writeDurably(file, keyText(next))
  onMoment('written')
  try {
    const rotated = await store.$transaction((tx) => reseal(tx, rotation, before, next), {
      timeout: TRANSACTION_MS,
    })
    onMoment('committed')
    if (out === null) await settleKey(store, settings)
    return rotated
  } catch (cause) {
    // A commit whose answer was lost has happened all the same; then the new key is the only one.
    if ((await storeKeyId(store)) !== keyId(next)) rmSync(file)
    throw cause
  }
}

async function reseal(tx: Transaction, rotation: Rotation, before: Buffer | null, next: Buffer): Promise<Rotated> {
  const { mayForget, actor, account, now, onMoment = () => {} } = rotation
  const from = await storeKeyId(tx)
  const to = keyId(next)
  const old = before === null ? null : createCipher(before)
  const sealer = createCipher(next)
  const forgotten: string[] = []
  let secrets = 0
  for (const place of SEALED_COLUMNS) {
    for (const value of await readSealed(tx, place)) {
      const secret = opened(() => old?.open(value.text, place.purpose))
      if (secret === null) forgotten.push(`${place.model}.${place.column} ${value.id}`)
      else secrets += 1
      await writeSealed(tx, place, { id: value.id, text: secret === null ? '' : sealer.seal(secret, place.purpose) })
    }
  }
  const twoFactor = await resealTwoFactor(tx, before === null ? null : authSecret(before), authSecret(next))
  forgotten.push(...twoFactor.unreadable.map((userId) => `two-factor ${userId}`))
  if (forgotten.length > 0 && !mayForget)
    throw new StoreRefusal('unfit', `With the key at hand these cannot be read: ${forgotten.join(', ')}. Nothing was changed.`)
  await tx.twoFactor.deleteMany({ where: { userId: { in: twoFactor.unreadable } } })
  await tx.user.updateMany({ where: { id: { in: twoFactor.unreadable } }, data: { twoFactorEnabled: false } })
  // Cookies are signed with the old key, and half-done sign-ins are bound to it.
  const { count: sessions } = await tx.session.deleteMany()
  await tx.verification.deleteMany()
  await tx.storeKey.upsert({ where: { id: 1 }, create: { keyId: to, since: now }, update: { keyId: to, since: now } })
  const done = { from, to, secrets, twoFactors: twoFactor.resealed, sessions, forgotten }
  // With a key that does not fit, the seal of the audit trail stays broken: rotating makes nothing whole.
  keepAuditKey(before ?? next)
  await recordAudit(tx, { at: now, actor, action: 'key.rotate', subject: 'store', detail: { account, ...done } })
  if (before !== null) await resealAudit(tx, { oldKey: before, newKey: next })
  keepAuditKey(next)
  onMoment('resealed')
  return done
}

function opened(open: () => Secret | undefined): Secret | null {
  try {
    return open() ?? null
  } catch {
    return null
  }
}
