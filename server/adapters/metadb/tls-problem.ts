import { type SaidKey, say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'

type Login = Pick<MetaDbLogin, 'host' | 'port' | 'tls'>

/** What the driver or a client program said when no encrypted session came about; `raw` is redacted. */
export function tlsProblem({ host, port, tls }: Login, raw: string): OperatorError {
  const params = { host, port }
  const because = (said: SaidKey, hint: SaidKey, field: string): OperatorError =>
    new OperatorError('refused', say(said, params), { hint: say(hint, params), field, raw })
  if (/does not support (secure|SSL|TLS)|SSL is required|server doesn't support|server does not support/i.test(raw))
    return because('metadb.tlsNotOffered', 'metadb.tlsNotOfferedHint', 'metaDb.tls.mode')
  if (tls.mode !== 'verified') return because('metadb.tlsFailed', 'metadb.tlsFailedHint', 'metaDb.tls.mode')
  if (/altnames|hostname|host name|doesn't match|does not match|owner/i.test(raw))
    return because('metadb.tlsOtherName', 'metadb.tlsOtherNameHint', 'metaDb.host')
  return because('metadb.tlsUnproven', 'metadb.tlsUnprovenHint', 'metaDb.tls.ca')
}

/** The server takes no session that is not encrypted, and this one was not. */
export function tlsRequired({ host, port }: Login, raw: string): OperatorError {
  return new OperatorError('refused', say('metadb.tlsRequired', { host, port }), {
    hint: say('metadb.tlsRequiredHint'),
    field: 'metaDb.tls.mode',
    raw,
  })
}

/** Servers answer an account that has to use TLS as they answer a wrong password. */
export function deniedInClear({ host, port, user }: MetaDbLogin, raw: string): OperatorError {
  const params = { host, port, user }
  return new OperatorError('refused', say('metadb.accessDenied', params), {
    hint: say('metadb.checkAccountOrTls'),
    field: 'metaDb.password',
    raw,
  })
}
