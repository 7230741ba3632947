import { setTimeout as pause } from 'node:timers/promises'
import type { Exception } from '../referee/exceptions.ts'
import { breakSandbox } from '../sandbox/break.ts'
import { engineClient } from '../sandbox/engine-client.ts'
import { engineOf, freezeEngine, restartEngine, startAgain } from './engine-acts.ts'
import { onFaultScene } from './fault-scene.ts'
import type { FaultRow } from './row.ts'
import { beginRollback, stopped } from './upgrade-job.ts'

/** Before HA is off. */
const RESTARTED: Exception[] = [{ table: 'oms_ticket', rows: 'added', reason: 'the engine stops OMS while HA is on' }]
const HUNG = { pauseAt: { step: 'start-new-container', call: 'docker.create' } }

export const engineFaults: FaultRow[] = [
  {
    kind: 'docker',
    fault: 'engine restarted',
    moment: 'while the image is loaded',
    expected: 'the step fails before the window; retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'load-image', call: 'docker.loadImage' }, exceptions: RESTARTED }, async (scene) => {
        await scene.paused()
        scene.running.release()
        await restartEngine(sandbox)
        await startAgain(sandbox, sandbox.oms?.containerId ?? '')
        const job = await stopped(scene.panel, scene.jobId, 100)
        if (job.times.t1 !== null) return `the load was over before the engine went down: ${job.status}`
        const outcome = await scene.asksAt('load-image')
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), retried, upgraded`
      }),
  },
  {
    kind: 'docker',
    fault: 'engine restarted',
    moment: 'as the new container is started',
    expected: 'the step fails; retry finds its own container and makes no second one',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'start-new-container', call: 'docker.start' } }, async (scene) => {
        await scene.paused()
        const restarting = restartEngine(sandbox)
        // Sent while the engine goes down.
        await pause(300)
        scene.running.release()
        await restarting
        const outcome = await scene.asksAt('start-new-container')
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), retried, upgraded`
      }),
  },
  {
    kind: 'docker',
    fault: 'engine restarted',
    moment: 'while docker_init.sh runs',
    expected: 'the step fails and is not begun again; rollback brings the old state back',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'initialize-metadata', call: null } }, async (scene) => {
        await scene.paused()
        breakSandbox(sandbox, 'init-step-ms', 1000)
        scene.running.release()
        await pause(3000)
        await restartEngine(sandbox)
        const outcome = await scene.asksAt('initialize-metadata')
        await scene.rolledBack()
        if (scene.witness.initRuns() !== 1) scene.wrongs.push(`docker_init.sh ran ${scene.witness.initRuns()} times`)
        return `failed (${outcome}), rolled back`
      }),
  },
  {
    kind: 'docker',
    fault: 'engine restarted, the old container has the restart policy always',
    moment: 'while databases are dumped',
    expected: 'the old container stays stopped; a rollback brings its policy back',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(
        sandbox,
        {
          pauseAt: { step: 'back-up-databases', call: 'backups.dump' },
          // Before the plan, which notes it.
          async arrange() {
            const old = engineClient(engineOf(sandbox)).getContainer(sandbox.oms?.containerId ?? '')
            await old.update({ RestartPolicy: { Name: 'always' } })
          },
        },
        async (scene) => {
          await scene.paused()
          await restartEngine(sandbox)
          scene.running.release()
          await scene.upgraded()
          await beginRollback(scene.panel, scene.jobId)
          await scene.rollbackEnds()
          const { HostConfig } = await engineClient(engineOf(sandbox))
            .getContainer(sandbox.oms?.containerId ?? '')
            .inspect()
          if (HostConfig.RestartPolicy?.Name !== 'always')
            scene.wrongs.push(`the restart policy is ${HostConfig.RestartPolicy?.Name}, was always`)
          return 'stayed stopped, upgraded, rolled back with its policy'
        },
      ),
  },
  {
    kind: 'docker',
    fault: 'engine hangs',
    moment: 'as the new container is made',
    expected: 'the step ends at its deadline; once the engine answers retry makes one container only',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { ...HUNG, limits: { 'start-new-container': { timeout: 15 } } }, async (scene) => {
        await scene.paused()
        const wake = freezeEngine(sandbox)
        try {
          scene.running.release()
          const outcome = await scene.asksAtBlind('start-new-container')
          wake()
          await scene.retry()
          await scene.upgraded()
          return `failed (${outcome}), retried, upgraded`
        } finally {
          wake()
        }
      }),
  },
]
