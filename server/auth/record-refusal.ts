import type { Actor } from '../contract/access.ts'
import type { Problem } from '../contract/result.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import type { Runtime } from '../runtime.ts'

const MINUTE_MS = 60_000
/** Somebody without an account must not be able to fill the disk: above this, one row says that more came. */
const STRANGERS_ROWS_A_MINUTE = 20

const strangers = new Map<string, { since: number; rows: number }>()

/** How a refusal of this address is kept: as a row of its own, as the last row of this minute, or not any more. */
function place(address: string, now: number): 'own' | 'last' | 'none' {
  for (const [key, { since }] of strangers) if (now - since > MINUTE_MS) strangers.delete(key)
  const seen = strangers.get(address) ?? { since: now, rows: 0 }
  seen.rows += 1
  strangers.set(address, seen)
  if (seen.rows <= STRANGERS_ROWS_A_MINUTE) return 'own'
  return seen.rows === STRANGERS_ROWS_A_MINUTE + 1 ? 'last' : 'none'
}

/** Keeps a refused attempt in the audit trail: who, what, from where and why not. What was entered is not kept. */
export async function recordRefusal({ services, now, log }: Runtime, actor: Actor, action: string, problem: Problem): Promise<void> {
  const at = now()
  const kept = actor.userId === null ? place(actor.address ?? '', at.getTime()) : 'own'
  if (kept === 'none') return
  const detail = kept === 'last' ? { more: true } : { code: problem.code, why: problem.said.key, ...problem.said.params }
  try {
    await transact(services.store, (tx) => recordAudit(tx, { at, actor, action, subject: '', outcome: 'refused', detail }))
  } catch (cause) {
    // The refusal stands all the same.
    log.error({ err: cause, action, actor: actor.name }, 'a refused attempt could not be recorded')
  }
}
