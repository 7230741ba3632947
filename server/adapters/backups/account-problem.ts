import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { clearPassword, unknownPlugin } from '../metadb/sign-in-protection.ts'
import { deniedInClear, tlsProblem, tlsRequired } from '../metadb/tls-problem.ts'

interface Refusal {
  login: MetaDbLogin
  database: string
  /** Text in which the server's error numbers are looked for. */
  numbers: string
  /** Redacted. */
  raw: string
}

/** What dump and restore have in common: the server is not there, or refuses the account. Null: it is something else. */
export function accountProblem({ login, database, numbers, raw }: Refusal): OperatorError | null {
  const account = { host: login.host, port: login.port, user: login.user }
  if (/\b2026\b/.test(numbers)) return tlsProblem(login, raw)
  if (/\b3159\b/.test(numbers)) return tlsRequired(login, raw)
  // MariaDB's client says 2013 as well, as for a connection that broke.
  const isMissing = /^(ERROR \d+ \(\w+\): |\S+: Got error: \d+: "?)Plugin '?\w+'? could not be loaded/m.test(raw)
  if (isMissing || /\b(2059|2061|1251|1524)\b/.test(numbers)) return pluginProblem(raw)
  if (/\b1045\b/.test(numbers) && login.tls.mode === 'off') return deniedInClear(login, raw)
  if (/\b(1045|1698|1251)\b/.test(numbers)) {
    return new OperatorError('refused', say('metadb.accessDenied', account), {
      hint: say('metadb.checkAccount'),
      field: 'metaDb.password',
      raw,
    })
  }
  if (/\b1049\b/.test(numbers))
    return new OperatorError('not-found', say('metadb.databaseMissing', { database }), { hint: say('metadb.checkNames'), raw })
  if (/\b(1044|1142|1143|1227)\b/.test(numbers)) {
    return new OperatorError('refused', say('metadb.notAllowed', account), { hint: say('metadb.askForRights', account), raw })
  }
  if (/\b(2002|2003|2005)\b/.test(numbers)) {
    return new OperatorError('unavailable', say('metadb.unreachable', account), {
      hint: say('metadb.checkAddress'),
      field: 'metaDb.host',
      raw,
    })
  }
  return null
}

/** The plugins that hand the password over are kept from MariaDB's client, and off in MySQL's: neither loads them. */
function pluginProblem(raw: string): OperatorError {
  const plugin = /plugin '?([\w-]+)/i.exec(raw)?.[1] ?? '?'
  return /^(dialog|mysql_clear_password)$/.test(plugin) ? clearPassword(plugin, raw) : unknownPlugin(plugin, raw)
}
