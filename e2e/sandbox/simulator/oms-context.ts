import type { OmsConfig } from './config.ts'
import type { MetaDb } from './meta-db.ts'
import type { StartMode } from './start-mode.ts'

/** What every part of one running OMS shares. */
export interface OmsContext {
  version: string
  hostIp: string
  isUpgrade: boolean
  config: OmsConfig
  metaDb: MetaDb
  /** Looked at again whenever all components restart, as docker_init.sh makes them. */
  mode: StartMode
  /** The outage before this start is noted once. */
  outageNoted: boolean
}
