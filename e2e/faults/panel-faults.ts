import { setTimeout as pause } from 'node:timers/promises'
import { engineClient } from '../sandbox/engine-client.ts'
import { waitFor } from '../sandbox/wait-for.ts'
import { engineOf } from './engine-acts.ts'
import { onFaultScene } from './fault-scene.ts'
import type { FaultRow } from './row.ts'
import { smallDisk } from './small-disk.ts'
import { snapshot } from './upgrade-job.ts'

const LEASE_SECONDS = 15

export const panelFaults: FaultRow[] = [
  {
    kind: 'panel',
    fault: "the panel's own disk full",
    moment: 'before the old container is stopped',
    expected: 'no effect while nothing can be noted; goes on by itself when there is room',
    isInSample: false,
    run: async (sandbox) => {
      const disk = smallDisk(24)
      try {
        return await onFaultScene(
          sandbox,
          { pauseAt: { step: 'stop-old-container', call: null }, storeFolder: disk.folder },
          async (scene) => {
            await scene.paused()
            const free = disk.fill(0)
            scene.running.release()
            const hasNoticed = await waitFor(async () => scene.running.news.some((one) => one.is === 'incident'), { timeoutSeconds: 40 })
            const { State } = await engineClient(engineOf(sandbox))
              .getContainer(sandbox.oms?.containerId ?? '')
              .inspect()
            if (!hasNoticed) scene.wrongs.push('nobody noticed')
            if (!State.Running) scene.wrongs.push('the old container was stopped although nothing could be noted')
            free()
            const asksAt = await scene.settles()
            if (asksAt !== null) await scene.retry()
            await scene.upgraded()
            return `an incident, ${asksAt === null ? 'went on' : `asked at ${asksAt} and retried`}, upgraded when there was room`
          },
        )
      } finally {
        disk.remove()
      }
    },
  },
  {
    kind: 'panel',
    fault: 'clock set back by an hour',
    moment: 'during the window',
    expected: 'T1 ≤ T2, refetch interval above the gap, sane durations',
    isInSample: true,
    run: (sandbox) =>
      onFaultScene(sandbox, { clock: { fromStep: 'trim-heartbeats', seconds: -3600 } }, async (scene) => {
        await scene.upgraded()
        const { t1, t2 } = (await snapshot(scene.panel, scene.jobId)).times
        const minutes = Math.round((Date.parse(t2 ?? '') - Date.parse(t1 ?? '')) / 60_000)
        if (minutes > 5) scene.wrongs.push(`T2 is ${minutes} minutes after T1`)
        return 'upgraded'
      }),
  },
  {
    kind: 'panel',
    fault: 'clock set forward by an hour',
    moment: 'during the window',
    expected: 'T1 ≤ T2, refetch interval above the gap, no step is given up early, sane durations',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { clock: { fromStep: 'trim-heartbeats', seconds: 3600 } }, async (scene) => {
        await scene.upgraded()
        return 'upgraded'
      }),
  },
  {
    kind: 'panel',
    fault: 'the panel starts again with a clock that is an hour behind',
    moment: 'before HA is switched on',
    expected: 'it takes the run over as soon as without; T1 ≤ T2, refetch interval above the gap',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { dieAt: { step: 'servers-online', at: 'settled' } }, async (scene) => {
        await scene.running.gone
        scene.panel.start({ clock: { fromStep: '', seconds: -3600 } })
        await scene.upgraded()
        return 'upgraded'
      }),
  },
  {
    kind: 'panel',
    fault: 'kill -9, and the lease has to run out',
    moment: 'stop-old-container: in docker.stop',
    expected: 'a new process takes the run over by itself, soon',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { dieAt: { step: 'stop-old-container', at: 'in docker.stop' } }, async (scene) => {
        await scene.running.gone
        const start = Date.now()
        const next = scene.panel.start()
        const hasTaken = await waitFor(async () => next.news.some((one) => one.is === 'moment'), { timeoutSeconds: 60 })
        const seconds = (Date.now() - start) / 1000
        if (!hasTaken) scene.wrongs.push('nobody took the run over')
        await scene.upgraded()
        return `taken over after ${seconds.toFixed(1)} s, upgraded`
      }),
  },
  {
    kind: 'panel',
    fault: 'a process frozen for longer than its lease, then woken',
    moment: 'while it dumps; another process goes on',
    expected: 'the woken one writes nothing any more; one dump counts',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'back-up-databases', call: 'backups.writeManifest' } }, async (scene) => {
        await scene.paused()
        scene.running.child.kill('SIGSTOP')
        scene.panel.start()
        await pause(LEASE_SECONDS * 1000)
        await waitFor(
          async () =>
            (await snapshot(scene.panel, scene.jobId)).steps.some(({ id, status }) => id === 'start-new-container' && status !== 'waiting'),
          { timeoutSeconds: 30 },
        )
        scene.running.child.kill('SIGCONT')
        scene.running.release()
        await scene.upgraded()
        return 'taken over, upgraded by the second process'
      }),
  },
  {
    kind: 'panel',
    fault: 'SIGTERM, as a deploy sends it',
    moment: 'while servers come Online',
    expected: 'ends in seconds; the next process goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'servers-online', call: null } }, async (scene) => {
        await scene.paused()
        scene.running.release()
        const start = Date.now()
        await scene.running.stop()
        const seconds = (Date.now() - start) / 1000
        if ((await scene.running.gone) !== null) scene.wrongs.push('it had to be killed')
        scene.panel.start()
        await scene.upgraded()
        return `ended after ${seconds.toFixed(1)} s, upgraded by the next process`
      }),
  },
]
