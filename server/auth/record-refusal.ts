import type { Actor } from '../contract/access.ts'
import type { Problem } from '../contract/result.ts'
import type { Said } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import type { Runtime } from '../runtime.ts'
import { type Named, refusedSubject } from './refused-subject.ts'

const MINUTE_MS = 60_000
/** Somebody without an account must not be able to fill the disk: above this, one row says that more came. */
const STRANGERS_ROWS_A_MINUTE = 20
/** Values of a refusal's text can be as long as what was sent. */
const LONGEST_PARAM = 200

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

function shortened({ key, params = {} }: Said): Said {
  const short = Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, LONGEST_PARAM) : value])
  return { key, params: Object.fromEntries(short) }
}

/** Keeps a refused attempt in the audit trail: who, what, on what, from where and why not. What was entered is not kept. */
export async function recordRefusal(
  { services, now, log }: Runtime,
  actor: Actor,
  action: string,
  problem: Problem,
  named: Named = { jobId: null, installationId: null },
): Promise<void> {
  const at = now()
  const kept = actor.userId === null ? place(actor.address ?? '', at.getTime()) : 'own'
  if (kept === 'none') return
  const detail = kept === 'last' ? { more: true } : { code: problem.code, said: shortened(problem.said) }
  try {
    await transact(services.store, async (tx) => {
      await recordAudit(tx, { at, actor, action, outcome: 'refused', ...(await refusedSubject(tx, named)), detail })
    })
  } catch (cause) {
    // The refusal stands all the same.
    log.error({ err: cause, action, actor: actor.name }, 'a refused attempt could not be recorded')
  }
}
