import type { HaConfig } from './ha-config.ts'

export interface Outage {
  /** T1: the last heartbeat before the stop. */
  stoppedAt: Date
  /** T2: the moment HA came on again. */
  haOnAt: Date
  /** Minutes that one second counts for; 1/60 where time is not sped up. */
  minutesPerSecond: number
}

/** How a Store comes back once HA is on. The interval must exceed T2 - T1 unless the Store asks its clients where they are. */
export function recoveredStore(ha: HaConfig, outage: Outage): { status: 'RUNNING' | 'ERROR' | 'ABNORMAL'; message: string | null } {
  if (!ha.enable || !ha.enableStore) return { status: 'ABNORMAL', message: null }
  if (ha.perceiveStoreClientCheckpoint) return { status: 'RUNNING', message: null }
  const gapMinutes = ((outage.haOnAt.getTime() - outage.stoppedAt.getTime()) / 1_000) * outage.minutesPerSecond
  if (ha.refetchStoreIntervalMin > gapMinutes) return { status: 'RUNNING', message: null }
  const message = `refetchStoreIntervalMin ${ha.refetchStoreIntervalMin} is not greater than the ${gapMinutes.toFixed(1)} minutes without a Store: changes were lost`
  return { status: 'ERROR', message }
}
