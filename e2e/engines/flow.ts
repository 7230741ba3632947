import { wrongAfterRollback, wrongAfterUpgrade } from '../faults/end-state.ts'
import { killRows } from '../faults/kill-rows.ts'
import type { KillPlan } from '../faults/kill-table.ts'
import { openLane } from '../faults/lane.ts'
import { chooseRunTraits } from '../faults/run-traits.ts'
import { onScene } from '../faults/scene.ts'
import { beginRollback, startedJob, stopped } from '../faults/upgrade-job.ts'
import { haNow } from '../harness/ha-now.ts'
import type { SandboxState, ServerName } from '../sandbox/state.ts'
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
const RUN_SECONDS = 240

export interface FlowSite {
  server: ServerName
  /** What this site keeps beside OMS's own tables and views. */
  traits: readonly TraitName[]
  /** The panel dies in between and is started again. */
  withKills: boolean
}

/** Adopt, plan, upgrade, roll back on a fresh OMS: everything that was wrong, by the referee and by what the job says of itself. */
export async function wholeFlow(name: string, { server, traits, withKills }: FlowSite): Promise<string[]> {
  chooseRunTraits(traits)
  const lane = await openLane(name, server)
  try {
    return await (withKills ? killed(lane.sandbox) : undisturbed(lane.sandbox))
  } finally {
    await lane.close()
  }
}

async function killed(sandbox: SandboxState): Promise<string[]> {
  const wrongs: string[] = []
  await killRows(sandbox, KILLS, ({ isGood, moment, result }) => void (isGood || wrongs.push(`killed in ${moment}: ${result}`)))
  return wrongs
}

async function undisturbed(sandbox: SandboxState): Promise<string[]> {
  return await onScene(sandbox, async ({ panel, referee }) => {
    const jobId = await startedJob(panel)
    const panelProcess = panel.start()
    await stopped(panel, jobId, RUN_SECONDS)
    const upgraded = [await referee.upgraded(), ...(await wrongAfterUpgrade(panel, jobId, await haNow(sandbox)))].filter(isSaid)
    if (upgraded.length > 0) return upgraded.map((wrong) => `after the upgrade: ${wrong}`)
    await beginRollback(panel, jobId)
    await panelProcess.stop()
    panel.start()
    await stopped(panel, jobId, RUN_SECONDS)
    const back = [await referee.rolledBack(), ...(await wrongAfterRollback(panel, jobId, await haNow(sandbox)))].filter(isSaid)
    return back.map((wrong) => `after the rollback: ${wrong}`)
  })
}

const isSaid = (text: string) => text !== ''
