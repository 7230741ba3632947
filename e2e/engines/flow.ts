import { delimiter } from 'node:path'
import { killRows } from '../faults/kill-rows.ts'
import type { KillPlan } from '../faults/kill-table.ts'
import { openLane } from '../faults/lane.ts'
import type { Row } from '../faults/row.ts'
import { chooseRunTraits } from '../faults/run-traits.ts'
import type { ServerName } from '../sandbox/state.ts'
import type { TraitName } from '../sandbox/traits.ts'

/** Where a death of the panel says most about the server: in its dump, its init, its restore and right after its swap. */
const KILLS: KillPlan = {
  upgrade: new Map([
    ['back-up-databases', 'in backups.dump'],
    ['initialize-metadata', 'in docker.exec'],
  ]),
  rollback: new Map([
    ['restore-beside', 'in backups.restore'],
    ['swap-databases', 'after metaDb.swapTables'],
  ]),
}

export interface FlowSite {
  server: ServerName
  /** What this site keeps beside OMS's own tables and views. */
  traits: readonly TraitName[]
  /** A folder with the clients that such a site has, before the machine's own. */
  clients: string | null
}

/**
 * Adopt, plan, upgrade, roll back, with a panel that is killed in between and started again. The rows say what was wrong, by the referee
 * and by what the job says of itself.
 */
export async function wholeFlow(name: string, { server, traits, clients }: FlowSite, report: (row: Row) => void): Promise<void> {
  const path = process.env.PATH
  if (clients !== null) process.env.PATH = [clients, path].join(delimiter)
  chooseRunTraits(traits)
  const lane = await openLane(name, server)
  try {
    await killRows(lane.sandbox, KILLS, report)
  } finally {
    await lane.close()
    process.env.PATH = path
  }
}
