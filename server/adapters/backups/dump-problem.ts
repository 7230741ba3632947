import { dirname } from 'node:path'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { accountProblem } from './account-problem.ts'

interface FailedDump {
  login: MetaDbLogin
  database: string
  file: string
  exitCode: number
  /** Redacted. */
  stderr: string
}

/** What the dump tool's own words mean to the operator; its exit codes are too coarse for that. */
export function dumpProblem({ login, database, file, exitCode, stderr: raw }: FailedDump): OperatorError {
  if (/errno:? (28|122)\b|No space left|Disk quota/i.test(raw)) return diskFull(file, raw)
  const problem = accountProblem({ login, database, numbers: raw, raw })
  if (problem) return problem
  if (/\b(2006|2013|1927|1053|2055)\b/.test(raw)) {
    return new OperatorError('unavailable', say('backups.childLost', { database }), { hint: say('metadb.checkServer'), raw })
  }
  return new OperatorError('refused', say('backups.dumpFailed', { database, code: exitCode }), { raw })
}

export function diskFull(file: string, raw: string): OperatorError {
  const options = { hint: say('backups.freeDisk'), field: 'backupFolder', raw }
  return new OperatorError('unavailable', say('backups.diskFull', { folder: dirname(file) }), options)
}
