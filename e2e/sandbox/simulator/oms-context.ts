import type { OmsConfig } from './config.ts'
import type { MetaDb } from './meta-db.ts'
import type { SchemaShapes, StartMode } from './start-mode.ts'

/** What every part of one running OMS shares. */
export interface OmsContext {
  version: string
  hostIp: string
  isUpgrade: boolean
  config: OmsConfig
  metaDb: MetaDb
  /** Looked at again whenever all components restart, as docker_init.sh makes them. */
  mode: StartMode
  schema: SchemaShapes
  /** The outage before this start is noted once. */
  outageNoted: boolean
  /** Uptime in seconds at the last heartbeat; null before the first. */
  lastBeat: number | null
}
