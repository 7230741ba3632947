import type { KnownFailure } from '../contract/choice.ts'
import { say } from '../contract/said.ts'

/**
 * Signature, cause, next action and source of what goes wrong in the field. The first match counts; the raw text always stays visible. Numbers
 * count only where the text around them says that they are errors.
 */
const KNOWN = [
  ['versionNotAllowed', /Version before \S+ is not allowed to upgrade/],
  ['duplicateColumn', /\b(?:error|errno|code)\b[\s:=(#]*1060\b|\(1060,|\b1060 \(42S21\)|Duplicate column name|ER_DUP_FIELDNAME/i],
  ['componentsNotRunning', /component\S* (is|are) not RUNNING|not all components are RUNNING/i],
  ['noAliveHosts', /No alive hosts in current region/i],
  ['serverDown', /\bDOWN\b/],
  ['diskFull', /No space left on device|\bENOSPC\b|errno:? 28\b|disk (is )?full/i],
  ['authentication', /Authentication plugin|caching_sha2_password|ER_NOT_SUPPORTED_AUTH_MODE/i],
  ['nameTaken', /is already in use by container/i],
  ['portTaken', /EADDRINUSE|address already in use/i],
  ['gone', /server has gone away|Lost connection to (MySQL )?server|PROTOCOL_CONNECTION_LOST/i],
] as const

export function knownFailure(texts: string[]): KnownFailure | null {
  const found = KNOWN.find(([, signature]) => texts.some((text) => signature.test(text)))
  if (found === undefined) return null
  const [id] = found
  return { id, cause: say(`failures.${id}.cause`), action: say(`failures.${id}.action`), source: say(`failures.${id}.source`) }
}
