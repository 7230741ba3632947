import type { ConsoleCalls } from '@/server/contract/console-calls.ts'
import {
  type ConsoleActions,
  type ConsoleDriver,
  type ContainerReading,
  DEFAULT_CONSOLE_ACTIONS,
  type Edition,
} from '@/server/contract/installation.ts'
import { DEFAULT_TLS, type MetaDbTlsMode } from '@/server/contract/metadb-tls.ts'

/** The CA stays while another mode is chosen. */
export interface TlsValues {
  mode: MetaDbTlsMode
  ca: string
}

/** What the form holds; the port is text, because that is what people type. */
export interface AdoptValues {
  containerId: string
  name: string
  version: string
  edition: Edition
  metaDb: { host: string; port: string; user: string; passwordFrom: 'stored' | 'config' | 'typed'; password: string; tls: TlsValues }
  console: { driver: ConsoleDriver; url: string; user: string; password: string; actions: ConsoleActions; calls: ConsoleCalls | null }
  backupFolder: string
}

/** The form as the container's reading fills it. */
export function adoptValues(reading: ContainerReading): AdoptValues {
  return {
    containerId: reading.id,
    name: reading.suggestedName,
    version: reading.version ?? '',
    edition: reading.edition,
    metaDb: {
      host: reading.metaDb.host,
      port: String(reading.metaDb.port),
      user: reading.metaDb.user,
      passwordFrom: reading.metaDb.passwordInConfig ? 'config' : 'typed',
      password: '',
      tls: { mode: DEFAULT_TLS.mode, ca: '' },
    },
    console: { driver: 'console', url: reading.consoleUrl, user: 'admin', password: '', actions: DEFAULT_CONSOLE_ACTIONS, calls: null },
    backupFolder: reading.backupFolder,
  }
}
