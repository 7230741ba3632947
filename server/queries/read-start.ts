import type { Actor } from '../contract/access.ts'
import type { StartAnswer, StartReading } from '../contract/approval.ts'
import { say } from '../contract/said.ts'
import type { Store } from '../db/open-store.ts'
import { nextOpenTimes } from '../domain/maintenance-windows.ts'
import { breakable, startGate } from '../domain/start-gate.ts'
import { OperatorError } from '../errors.ts'
import { jobApproval } from './job-approval.ts'
import { readStartFacts } from './start-facts.ts'

const SUGGESTIONS = 4

/** What stands between a plan and its start, and what whoever asks may do about it now. Codes: not-found. */
export async function readStart(store: Store, jobId: string, actor: Actor, now: Date): Promise<StartReading> {
  const facts = await readStartFacts(store, jobId, now)
  if (facts === null) throw new OperatorError('not-found', say('errors.noJob'))
  const asking = { id: actor.userId, role: actor.role }
  const answer = (command: Parameters<typeof startGate>[0]): StartAnswer => startGate(command, facts, asking)
  return {
    approval: jobApproval(facts),
    answers: {
      approve: answer('approve'),
      refuse: answer('refuse'),
      'break-glass': answer('break-glass'),
      start: answer('start'),
      schedule: answer('schedule'),
      'cancel-schedule': answer('cancel-schedule'),
      withdraw: answer('withdraw'),
    },
    breakable: breakable(facts),
    suggestions: nextOpenTimes(facts.rules, now, SUGGESTIONS),
    serverNow: now.toISOString(),
  }
}
