import { waitFor } from '../sandbox/wait-for.ts'
import { type FaultScene, onFaultScene } from './fault-scene.ts'
import { holdATable, killAndRestart } from './metadb-acts.ts'
import type { PanelSettings } from './panel-settings.ts'
import type { FaultRow } from './row.ts'
import { beginRollback } from './upgrade-job.ts'

const STEP = 'swap-databases'
const RENAME = 'metaDb.swapTables'
/** The first call after the tables have changed places. */
const BEHIND = 'metaDb.setDefaults'

const ROW = { kind: 'rollback', isInSample: false } as const

/** The panel dies around the RENAME that puts the proven copies in place; the next process finds out where the tables are. */
function panelDies(moment: string, at: string, isInSample = false): FaultRow {
  return {
    ...ROW,
    ...{ fault: 'kill -9 of the panel', moment: `${moment} the rename of the swap`, isInSample },
    expected: 'never half under the real names; the next process finishes it',
    run: (sandbox) =>
      onFaultScene(sandbox, { dieAt: { step: STEP, at } }, async (scene) => {
        await scene.upgraded()
        await beginRollback(scene.panel, scene.jobId)
        if ((await scene.running.gone) !== 'SIGKILL') throw new Error('it never came to the rename')
        await scene.panel.letLeaseExpire()
        scene.panel.start()
        const step = await scene.settles()
        if (step !== null) await scene.retry()
        await scene.rollbackEnds()
        return `${step === null ? 'went on' : `asked at ${step}, retried`}, rolled back`
      }),
  }
}

/** The MetaDB dies there; `act` brings the scene to the moment and kills. */
function metaDbDies(moment: string, call: string, act: (scene: FaultScene) => Promise<void>): FaultRow {
  return {
    ...ROW,
    ...{ fault: 'MetaDB killed and restarted', moment: `${moment} the rename of the swap` },
    expected: 'never half under the real names; it fails, and retry finishes it',
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: STEP, call } }, async (scene) => {
        await scene.upgraded()
        await beginRollback(scene.panel, scene.jobId)
        await scene.paused()
        await act(scene)
        const step = await scene.settles()
        await scene.witness.look(scene.jobId)
        if (step !== null) await scene.retry()
        await scene.rollbackEnds()
        return `${step === null ? 'went on' : `asked at ${step}, retried`}, rolled back`
      }),
  }
}

const FROZEN: Partial<PanelSettings> = { pauseAt: { step: STEP, call: RENAME } }

/** Of every server: some never give up waiting by themselves. */
export const heldTable: FaultRow = {
  ...ROW,
  fault: 'a table is held by somebody',
  moment: 'as the tables change places',
  expected: 'the step ends at its own deadline with nothing moved; without the lock retry goes on',
  run: (sandbox) =>
    onFaultScene(sandbox, { pauseAt: { step: STEP, call: RENAME } }, async (scene) => {
      await scene.upgraded()
      await beginRollback(scene.panel, scene.jobId)
      await scene.paused()
      const table = await holdATable(sandbox)
      scene.running.release()
      const outcome = await scene.asksAtBlind(STEP)
      await table.end()
      await scene.retry()
      await scene.rollbackEnds()
      return `failed (${outcome}), retried, rolled back`
    }),
}

export const swapFaults: FaultRow[] = [
  panelDies('before', 'after metaDb.dropObject'),
  panelDies('in', `in ${RENAME}`, true),
  panelDies('behind', `after ${RENAME}`),
  metaDbDies('before', RENAME, async ({ sandbox, running }) => {
    await killAndRestart(sandbox)
    running.release()
  }),
  metaDbDies('in', RENAME, async ({ sandbox, running }) => {
    const table = await holdATable(sandbox)
    running.release()
    await table.isWaitedFor()
    await killAndRestart(sandbox)
  }),
  metaDbDies('behind', BEHIND, async ({ sandbox, running }) => {
    await killAndRestart(sandbox)
    running.release()
  }),
  heldTable,
  {
    ...ROW,
    fault: 'a process frozen for longer than its lease, then woken',
    moment: 'before the rename; another process rolls back meanwhile',
    expected: 'the woken one changes nothing any more: the old OMS keeps its databases',
    run: (sandbox) =>
      onFaultScene(sandbox, FROZEN, async (scene) => {
        await scene.upgraded()
        await beginRollback(scene.panel, scene.jobId)
        await scene.paused()
        scene.running.child.kill('SIGSTOP')
        await scene.panel.letLeaseExpire()
        scene.panel.start()
        await scene.rollbackEnds()
        scene.running.child.kill('SIGCONT')
        scene.running.release()
        // It says what it found, or is gone.
        const before = scene.running.news.length
        await waitFor(async () => scene.running.news.length > before || scene.running.child.exitCode !== null, { timeoutSeconds: 20 })
        await scene.rollbackEnds()
        return 'rolled back by the second process'
      }),
  },
]
