import { dirname } from 'node:path'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { MetaDbLogin } from '../../procedure/ports.ts'

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
  const account = { host: login.host, port: login.port, user: login.user }
  if (/errno:? (28|122)\b|No space left|Disk quota/i.test(raw)) return diskFull(file, raw)
  if (/\b(1045|1698|1251)\b/.test(raw)) {
    return new OperatorError('refused', say('metadb.accessDenied', account), {
      hint: say('metadb.checkAccount'),
      field: 'metaDb.password',
      raw,
    })
  }
  if (/\b1049\b/.test(raw))
    return new OperatorError('not-found', say('metadb.databaseMissing', { database }), { hint: say('metadb.checkNames'), raw })
  if (/\b(1044|1142|1143|1227)\b/.test(raw)) {
    return new OperatorError('refused', say('metadb.notAllowed', account), { hint: say('metadb.askForRights', account), raw })
  }
  if (/\b(2002|2003|2005)\b/.test(raw)) {
    return new OperatorError('unavailable', say('metadb.unreachable', account), {
      hint: say('metadb.checkAddress'),
      field: 'metaDb.host',
      raw,
    })
  }
  if (/\b(2006|2013|1927|1053|2026|2055)\b/.test(raw)) {
    return new OperatorError('unavailable', say('backups.childLost', { database }), { hint: say('metadb.checkServer'), raw })
  }
  return new OperatorError('refused', say('backups.dumpFailed', { database, code: exitCode }), { raw })
}

export function diskFull(file: string, raw: string): OperatorError {
  const options = { hint: say('backups.freeDisk'), field: 'backupFolder', raw }
  return new OperatorError('unavailable', say('backups.diskFull', { folder: dirname(file) }), options)
}
