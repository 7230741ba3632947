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
  [
    'metaDbMemory',
    /\b(?:error|errno|code)\b[\s:=(#-]*(?:4013|4030)\b|\((?:4013|4030),|Over tenant memory limits|reach tenant memory limit/i,
  ],
  ['metaDbTimeout', /\b(?:error|errno|code)\b[\s:=(#-]*4012\b|\(4012,|query has reached the maximum query timeout/i],
  [
    'metaDbTransaction',
    /\b(?:error|errno|code)\b[\s:=(#-]*(?:6002|6210|6211|6212|6213)\b|\((?:6002|6210|6211|6212|6213),|Transaction (?:is )?(?:timeout|killed)/i,
  ],
  ['metaDbSnapshot', /\b(?:error|errno|code)\b[\s:=(#-]*4138\b|\(4138,|Request to read too old versioned data/i],
  ['metaDbBinaryLog', /\b(?:error|errno|code)\b[\s:=(#-]*141[89]\b|\(141[89],|log_bin_trust_function_creators|binary logging is enabled/i],
  ['metaDbGenerated', /\b(?:error|errno|code)\b[\s:=(#-]*3105\b|\(3105,|value specified for generated column/i],
  ['metaDbPacket', /\b(?:error|errno|code)\b[\s:=(#-]*1153\b|\(1153,|packet bigger than 'max_allowed_packet'|ER_NET_PACKET_TOO_LARGE/i],
  ['gone', /server has gone away|Lost connection to (MySQL )?server|PROTOCOL_CONNECTION_LOST/i],
] as const

export function knownFailure(texts: string[]): KnownFailure | null {
  const found = KNOWN.find(([, signature]) => texts.some((text) => signature.test(text)))
  if (found === undefined) return null
  const [id] = found
  return { id, cause: say(`failures.${id}.cause`), action: say(`failures.${id}.action`), source: say(`failures.${id}.source`) }
}
