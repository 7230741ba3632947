import type { ConsoleCalls } from '../../contract/console-calls.ts'
import type { ServerStatus } from '../../contract/job.ts'
import type { Secret } from '../../domain/secret.ts'
import type { MetaDbLogin } from './metadb.ts'
import type { Report } from './report.ts'

/** What reads the OMS console, or what it shows, by one of the drivers. */
export interface ConsoleReader {
  readonly driver: ConsoleLogin['driver']
  /** Proves that this driver can do its work, without changing anything. Throws OperatorError otherwise. */
  probe(signal?: AbortSignal): Promise<void>
  parameter(name: string, signal?: AbortSignal): Promise<string>
  servers(signal?: AbortSignal): Promise<ServerStatus[]>
  close(): Promise<void>
}

export interface ConsoleWriter extends ConsoleReader {
  /**
   * Changes a parameter from `from` to what `to` makes of it and reads it back; the permit is asked right before the change. `reached`
   * tells whether a value read back is good (a person may format JSON differently). The guided driver shows the person both values
   * through `report.waitingFor` and waits; it asks `to` again for each value that it reads.
   */
  setParameter(
    change: { name: string; from: string; to(current: string): string; reached(value: string): boolean },
    report: Report,
    signal: AbortSignal,
  ): Promise<void>
}

export interface ConsoleLogin {
  driver: 'console' | 'learned' | 'metadb' | 'guided'
  url: string
  user: string
  password: Secret
  /** Tells one stored password from the next; absent for one that somebody has just typed. */
  passwordVersion?: string
  /** Whoever only watches does not try a stored password that the console has refused: the account would be locked. */
  isWatching?: boolean
  actions: { listSystemParameters: string; updateSystemParameter: string; listServers: string }
  /** For the driver learned: what the panel was taught of this console. */
  calls: ConsoleCalls | null
  databases: { rm: string; cm: string; heartbeats: string[] }
  /** For the drivers metadb and guided, which read by SQL. */
  metaDb: MetaDbLogin
}

export interface Consoles<Opened extends ConsoleReader = ConsoleReader> {
  open(login: ConsoleLogin): Promise<Opened>
  /** GET /oms/health, no sign-in. `unknown` for 404: old versions lack it. */
  health(url: string, signal?: AbortSignal): Promise<'healthy' | 'unhealthy' | 'unknown'>
}
