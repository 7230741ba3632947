import { openReferee } from '../harness/referee.ts'
import { type FaultScene, onFaultScene } from './fault-scene.ts'
import type { FaultRow } from './row.ts'
import { beginRollback, choose, snapshot, stopped } from './upgrade-job.ts'

const RENAME = 'metaDb.swapTables'

/** A rollback that has swapped the databases and is held before the old OMS is started; its process is gone. */
async function heldBehindSwap({ panel, jobId, running, paused }: FaultScene): Promise<void> {
  await beginRollback(panel, jobId)
  await paused()
  await choose(panel, await snapshot(panel, jobId), 'hold')
  running.release()
  const { run } = await stopped(panel, jobId, 150)
  if (run?.status !== 'held') throw new Error(`the rollback should be held, and is ${run?.status}`)
  await running.stop()
}

/** The panel dies around the RENAME that puts the replaced tables back; the next process finds out where they are. */
function panelDies(moment: string, at: string): FaultRow {
  return {
    ...{ kind: 'rollback', fault: 'kill -9 of the panel', moment: `${moment} the rename of an undo`, isInSample: false },
    expected: 'the databases of the new version and its running OMS, as before the rollback; the next rollback goes',
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'swap-databases', call: null } }, async (scene) => {
        const { panel, jobId, wrongs } = scene
        await scene.upgraded()
        const before = await openReferee(sandbox, {})
        await before.lookAgainAtContainers()
        await heldBehindSwap(scene)
        await choose(panel, await snapshot(panel, jobId), 'undo-rollback')
        const dying = panel.start({ dieAt: { step: 'swap-back', at } })
        if ((await dying.gone) !== 'SIGKILL') throw new Error('it never came to the rename')
        await scene.witness.look(jobId)
        await panel.letLeaseExpire()
        panel.start()
        const step = await scene.settles()
        if (step !== null) await scene.retry()
        const { status } = await stopped(panel, jobId, 150)
        if (status !== 'succeeded') wrongs.push(`the job is ${status}`)
        const differs = await before.untouched({ mayHaveCopies: true })
        if (differs !== '') wrongs.push(differs)
        await scene.rolledBack()
        return `${step === null ? 'went on' : `asked at ${step}, retried`}, undone, rolled back`
      }),
  }
}

export const undoFaults: FaultRow[] = [
  panelDies('before', 'after metaDb.dropObject'),
  panelDies('in', `in ${RENAME}`),
  panelDies('behind', `after ${RENAME}`),
]
