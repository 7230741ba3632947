import type { Edition } from '../contract/installation.ts'
import type { WayBackTried } from '../domain/way-back-tried.ts'
import type { ConsoleLogin } from './ports/console.ts'
import type { MetaDbLogin } from './ports/metadb.ts'

/** What is stored of an installation, with its secrets opened for use. */
export interface InstallationAccess {
  id: string
  name: string
  edition: Edition
  version: string
  node: { hostIp: string; containerName: string; containerId: string }
  databases: { rm: string; cm: string; heartbeats: string[] }
  backupFolder: string
  metaDb: MetaDbLogin
  console: ConsoleLogin
  /** The newest try of its way back that came to its end. */
  wayBackTried?: WayBackTried
}
