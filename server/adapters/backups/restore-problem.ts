import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { accountProblem } from './account-problem.ts'

interface FailedRestore {
  login: MetaDbLogin
  database: string
  exitCode: number
  /** Redacted. */
  stderr: string
}

/** What the client's own words mean to the operator. Only its `ERROR n` counts: the rest of a line may quote rows of the dump. */
export function restoreProblem({ login, database, exitCode, stderr: raw }: FailedRestore): OperatorError {
  const numbers = [...raw.matchAll(/^ERROR (\d+)/gm)].map(([, number]) => number).join(' ')
  // The fence's own words; in a dump a line number would follow.
  if (/^ERROR 1231 \(\w+\): .*restore\.is\.running/m.test(raw)) return restoreBusy(database, raw)
  if (/\b(1021|1114)\b/.test(numbers) || /^ERROR .*(errno:? (28|122)\b|No space left)/im.test(raw)) {
    return new OperatorError('unavailable', say('backups.metaDbFull', { database }), { hint: say('backups.freeMetaDbDisk'), raw })
  }
  if (/\b1153\b/.test(numbers)) return new OperatorError('refused', say('metadb.packetTooSmall'), { hint: say('metadb.raisePacket'), raw })
  // Before the first line of the dump was read, nothing is restored in part.
  const hasBegun = !/^ERROR \d+ \(\w+\):/m.test(raw)
  if (/\b(2006|2013|1927|1053|2026|2055)\b/.test(numbers) && hasBegun) {
    return new OperatorError('unavailable', say('backups.restoreLost', { database }), { hint: say('backups.restoreAgain'), raw })
  }
  const problem = accountProblem({ login, database, numbers, raw })
  if (problem) return problem
  if (!hasBegun) {
    return new OperatorError('unavailable', say('backups.restoreNotBegun', { database }), { hint: say('metadb.checkServer'), raw })
  }
  return new OperatorError('refused', say('backups.restoreFailed', { database, code: exitCode }), {
    hint: say('backups.restoreAgain'),
    raw,
  })
}

export function restoreBusy(database: string, raw?: string): OperatorError {
  return new OperatorError('conflict', say('backups.restoreBusy', { database }), {
    hint: say('backups.restoreBusyHint'),
    ...(raw !== undefined && { raw }),
  })
}
