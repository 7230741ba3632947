import type { ErrorCode } from '../../contract/result.ts'
import { type SaidKey, say } from '../../contract/said.ts'
import { rawText } from '../../domain/raw-text.ts'
import { createRedactor } from '../../domain/redaction.ts'
import { OperatorError } from '../../errors.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { unknownPlugin } from './sign-in-protection.ts'
import { deniedInClear, tlsProblem, tlsRequired } from './tls-problem.ts'

interface Meaning {
  code: ErrorCode
  said: SaidKey
  hint?: SaidKey
  field?: string
}

const WRONG_PASSWORD: Meaning = { code: 'refused', said: 'metadb.accessDenied', hint: 'metadb.checkAccount', field: 'metaDb.password' }
const NO_SUCH_HOST: Meaning = { code: 'unavailable', said: 'metadb.unreachable', hint: 'metadb.checkAddress', field: 'metaDb.host' }
const CUT_OFF: Meaning = { code: 'unavailable', said: 'metadb.connectionLost', hint: 'metadb.checkServer' }
const TOO_SLOW: Meaning = { code: 'timeout', said: 'metadb.statementTimeout', hint: 'metadb.checkServer' }
const NO_RIGHT: Meaning = { code: 'refused', said: 'metadb.notAllowed', hint: 'metadb.askForRights' }
const READ_ONLY: Meaning = { code: 'refused', said: 'metadb.readOnly', hint: 'metadb.checkPrimary' }
const NO_MEMORY: Meaning = { code: 'unavailable', said: 'metadb.outOfMemory', hint: 'metadb.giveMemory' }
const ROLLED_BACK: Meaning = { code: 'unavailable', said: 'metadb.transactionEnded', hint: 'metadb.checkServer' }
const BINARY_LOG: Meaning = { code: 'refused', said: 'metadb.binaryLogRefuses', hint: 'metadb.trustCreators' }
const BUSY: Meaning = { code: 'unavailable', said: 'metadb.tooManyConnections', hint: 'metadb.checkServer' }

// Names of Node's socket errors and of mysql2's own; numbers of MySQL, MariaDB and OceanBase.
const MEANINGS = new Map<string | number, Meaning>([
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EINVAL'].map(
    (name) => [name, NO_SUCH_HOST] as const,
  ),
  ...['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE', 1053, 1152, 1184, 1927, 2006, 2013].map((name) => [name, CUT_OFF] as const),
  ...['PROTOCOL_SEQUENCE_TIMEOUT', 1205, 1969, 3024, 4012].map((name) => [name, TOO_SLOW] as const),
  ...[1040, 1203, 1226].map((name) => [name, BUSY] as const),
  ...[1045, 1698].map((name) => [name, WRONG_PASSWORD] as const),
  ...[1044, 1142, 1143, 1227, 1370].map((name) => [name, NO_RIGHT] as const),
  ...[1290, 1792, 1836].map((name) => [name, READ_ONLY] as const),
  ...[4013, 4030].map((name) => [name, NO_MEMORY] as const),
  ...[6002, 6210, 6211, 6212, 6213].map((name) => [name, ROLLED_BACK] as const),
  ...[1418, 1419].map((name) => [name, BINARY_LOG] as const),
  [4038, { code: 'unavailable', said: 'metadb.notLeader', hint: 'metadb.checkServer' }],
  [4138, { code: 'timeout', said: 'metadb.snapshotTooOld', hint: 'metadb.raiseUndo' }],
  [1153, { code: 'refused', said: 'metadb.packetTooSmall', hint: 'metadb.raisePacket' }],
  [1094, { code: 'refused', said: 'metadb.cannotKill', hint: 'metadb.oneAddress' }],
  [1235, { code: 'refused', said: 'metadb.notSupported' }],
  [1449, { code: 'refused', said: 'metadb.definerGone', hint: 'metadb.createDefiner' }],
  ['ETIMEDOUT', { code: 'timeout', said: 'metadb.connectTimeout', hint: 'metadb.checkAddress', field: 'metaDb.host' }],
  [1129, { code: 'refused', said: 'metadb.hostBlocked', hint: 'metadb.askForRights' }],
  [1130, { code: 'refused', said: 'metadb.hostNotAllowed', hint: 'metadb.askForRights', field: 'metaDb.user' }],
  ...[1820, 1862].map((name) => [name, { ...WRONG_PASSWORD, said: 'metadb.passwordExpired' } satisfies Meaning] as const),
  [1049, { code: 'not-found', said: 'metadb.unknownDatabase', hint: 'metadb.checkNames' }],
  [1146, { code: 'not-found', said: 'metadb.unknownTable', hint: 'metadb.checkNames' }],
])

/** What an error of the MySQL driver means to the operator. `whileConnecting`: before the server greeted. Secrets never reach `raw`. */
export function toOperatorError(cause: unknown, login: MetaDbLogin, whileConnecting = false): OperatorError {
  if (cause instanceof OperatorError) return cause
  const raw = rawText(createRedactor([login.password])(cause instanceof Error ? cause.message : String(cause)))
  const special = signInProblem(cause, login, raw)
  if (special) return special
  const { said, code, hint, field } = meaningOf(cause, whileConnecting)
  const params = { host: login.host, port: login.port, user: login.user }
  return new OperatorError(code, say(said, params), { ...(hint && { hint: say(hint, params) }), ...(field && { field }), raw, cause })
}

/** What kept a session from being encrypted or signed in, other than a wrong password. */
function signInProblem(cause: unknown, login: MetaDbLogin, raw: string): OperatorError | null {
  const { code, errno } = cause as { code?: string; errno?: number }
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT' || code === 'HANDSHAKE_SSL_ERROR') return tlsProblem(login, raw)
  if (errno === 3159) return tlsRequired(login, raw)
  if (errno === 1045 && login.tls.mode === 'off') return deniedInClear(login, raw)
  if (errno === 1251 || errno === 1524 || code === 'AUTH_SWITCH_PLUGIN_ERROR')
    return unknownPlugin(/plugin '?([\w-]+)/.exec(raw)?.[1] ?? '?', raw)
  return null
}

function meaningOf(cause: unknown, whileConnecting: boolean): Meaning {
  const { code, errno } = cause as { code?: string; errno?: number }
  const meaning = MEANINGS.get(errno ?? '') ?? MEANINGS.get(code ?? '')
  if (whileConnecting && (meaning === CUT_OFF || meaning === undefined)) {
    return { code: 'unavailable', said: 'metadb.notMySql', hint: 'metadb.checkAddress', field: 'metaDb.host' }
  }
  return meaning ?? { code: 'refused', said: 'metadb.statementFailed' }
}
