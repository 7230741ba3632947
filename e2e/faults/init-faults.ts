import { breakSandbox } from '../sandbox/break.ts'
import { dumpsOf, flipByte } from './dump-damage.ts'
import { type FaultScene, onFaultScene } from './fault-scene.ts'
import type { FaultRow } from './row.ts'
import { beginRollback } from './upgrade-job.ts'

function ranOnce({ witness, wrongs }: FaultScene): void {
  if (witness.initRuns() !== 1) wrongs.push(`docker_init.sh ran ${witness.initRuns()} times`)
}

export const initFaults: FaultRow[] = [
  {
    kind: 'init',
    fault: 'docker_init.sh fails in phase 2, and one bit of a dump is another',
    moment: 'with half of the schema changed',
    expected: 'failed and not begun again; no rollback by a damaged dump; by the right one it brings the old state back',
    isInSample: true,
    run: (sandbox) =>
      onFaultScene(sandbox, { beforeStart: async () => breakSandbox(sandbox, 'init-fails-phase-2', true) }, async (scene) => {
        const outcome = await scene.asksAt('initialize-metadata')
        const mend = flipByte(dumpsOf(scene))
        await beginRollback(scene.panel, scene.jobId)
        const refusal = await scene.asksAtBlind('rollback-preflight')
        mend()
        await scene.retry()
        await scene.rollbackEnds()
        ranOnce(scene)
        return `failed (${outcome}), rollback refused (${refusal}), mended, rolled back`
      }),
  },
  {
    kind: 'init',
    fault: 'docker_init.sh hangs',
    moment: 'past its deadline',
    expected: 'failed at the deadline; it still runs, so retry begins no second one; rollback brings the old state back',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(
        sandbox,
        { limits: { 'initialize-metadata': { timeout: 5 } }, beforeStart: async () => breakSandbox(sandbox, 'init-hangs', true) },
        async (scene) => {
          const outcome = await scene.asksAt('initialize-metadata')
          await scene.retry()
          const again = await scene.asksAt('initialize-metadata')
          ranOnce(scene)
          await scene.rolledBack()
          return `failed (${outcome}), retry refused (${again}), rolled back`
        },
      ),
  },
  {
    kind: 'init',
    fault: 'docker_init.sh exits 0 with a failure text',
    moment: 'before it changed anything',
    expected: 'not taken for a success; confirmed retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { beforeStart: async () => breakSandbox(sandbox, 'init-exit-0', true) }, async (scene) => {
        const outcome = await scene.asksAt('initialize-metadata')
        breakSandbox(sandbox, 'init-exit-0', false)
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), retried with confirmation, upgraded`
      }),
  },
  {
    kind: 'init',
    fault: 'a server stays Down',
    moment: 'after docker_init.sh',
    expected: 'failed when its time is over, with the raw status; retry goes on when it is Online',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(
        sandbox,
        { pauseAt: { step: 'initialize-metadata', call: null }, limits: { 'servers-online': { settle: 4 } } },
        async (scene) => {
          await scene.paused()
          breakSandbox(sandbox, 'server-down', true)
          scene.running.release()
          const outcome = await scene.asksAt('servers-online')
          breakSandbox(sandbox, 'server-down', false)
          await scene.retry()
          const late = await scene.settles()
          if (late !== null) await scene.retry()
          await scene.upgraded()
          return `failed (${outcome}), retried, upgraded`
        },
      ),
  },
  {
    kind: 'init',
    fault: 'the new supervisor never sends a heartbeat',
    traits: ['heartbeats-old'],
    moment: 'after docker_init.sh, with the heartbeats of the old one in the MetaDB',
    expected: 'a heartbeat from before T1 proves nothing: failed when its time is over; retry goes on when new ones come',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(
        sandbox,
        {
          driver: 'metadb',
          traits: ['heartbeats-old'],
          pauseAt: { step: 'initialize-metadata', call: null },
          limits: { 'servers-online': { settle: 4 } },
        },
        async (scene) => {
          await scene.paused()
          breakSandbox(sandbox, 'server-down', true)
          scene.running.release()
          const outcome = await scene.asksAt('servers-online')
          breakSandbox(sandbox, 'server-down', false)
          await scene.retry()
          const late = await scene.settles()
          if (late !== null) await scene.retry()
          await scene.upgraded()
          return `failed (${outcome}), retried, upgraded`
        },
      ),
  },
]
