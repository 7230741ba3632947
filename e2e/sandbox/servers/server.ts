import type { ProcessMark } from '../process-mark.ts'
import type { MetaDbState } from '../state.ts'

/** Where a server of the sandbox runs and who may use it. */
export interface ServerSite {
  /** Data and log, which stay. */
  folder: string
  /** Short path for sockets and pid files. */
  runFolder: string
  addresses: string[]
  /** As `default_time_zone` takes it; null leaves the server's own. */
  timeZone: string | null
  account: Pick<MetaDbState, 'host' | 'port' | 'user' | 'password' | 'admin' | 'socketPath'>
  /** Rights that OMS's account does not get, since the server that this one plays does not have them. */
  lacking?: readonly string[]
  /** More options of the server. */
  options?: readonly string[]
}

export interface StartedServer {
  process: ProcessMark
  /** A process that listens for a server which cannot be told where to listen. */
  relay?: ProcessMark
  /** See MetaDbState. */
  reading?: MetaDbState['reading']
  behind?: MetaDbState['behind']
  /** Accounts are made once the server answers, where they are not made at its start. */
  makeAccounts?: () => Promise<void>
}

export type StartServer = (site: ServerSite) => Promise<StartedServer>

// What people's MetaDB accounts have: everything in the databases, nothing over the server (no SUPER, RELOAD, PROCESS).
const RIGHTS = `SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, LOCK TABLES, CREATE VIEW, SHOW VIEW, CREATE ROUTINE,
  ALTER ROUTINE, EXECUTE, EVENT, TRIGGER, CREATE TEMPORARY TABLES`

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** Statements that make both accounts, or give them their passwords again. A server may lack some of the rights. */
export function accountStatements({ user, password, admin }: ServerSite['account'], lacking: readonly string[] = []): string[] {
  const accounts = [`${quoted(user)}@'%'`, `${quoted(admin.user)}@'%'`]
  const rights = RIGHTS.split(/,\s+/).filter((right) => !lacking.includes(right))
  return [
    'SET NAMES utf8mb4',
    ...accounts.map((account) => `CREATE USER IF NOT EXISTS ${account}`),
    `ALTER USER ${accounts[0]} IDENTIFIED BY ${quoted(password)}`,
    `ALTER USER ${accounts[1]} IDENTIFIED BY ${quoted(admin.password)}`,
    `GRANT ${rights.join(', ')} ON *.* TO ${accounts[0]}`,
    `GRANT ALL PRIVILEGES ON *.* TO ${accounts[1]} WITH GRANT OPTION`,
  ]
}
