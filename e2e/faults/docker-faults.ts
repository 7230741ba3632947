import { breakSandbox } from '../sandbox/break.ts'
import { engineClient } from '../sandbox/engine-client.ts'
import { archiveFile, imageReference } from '../sandbox/image.ts'
import { engineOf, restartEngine, startAgain } from './engine-acts.ts'
import type { FaultRow } from './fault-rows.ts'
import { onFaultScene } from './fault-scene.ts'
import { choose, snapshot, stopped } from './upgrade-job.ts'

const NEW_NAME = 'oms_340'

export const dockerFaults: FaultRow[] = [
  {
    kind: 'docker',
    fault: 'engine restarted',
    moment: 'while the image is loaded',
    expected: 'the step fails before the window; retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'load-image', call: 'docker.loadImage' } }, async (scene) => {
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
        await new Promise((resolve) => setTimeout(resolve, 300))
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
        await new Promise((resolve) => setTimeout(resolve, 3000))
        await restartEngine(sandbox)
        const outcome = await scene.asksAt('initialize-metadata')
        await scene.rolledBack()
        if (scene.witness.initRuns() !== 1) scene.wrongs.push(`docker_init.sh ran ${scene.witness.initRuns()} times`)
        return `failed (${outcome}), rolled back`
      }),
  },
  {
    kind: 'docker',
    fault: 'the new container dies at once',
    moment: 'at its start',
    expected: 'seen with its last lines; once it lives, retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'start-new-container', call: null } }, async (scene) => {
        await scene.paused()
        breakSandbox(sandbox, 'dies-on-start', true)
        scene.running.release()
        const job = await stopped(scene.panel, scene.jobId, 100)
        const step = job.steps.find(({ status }) => status === 'failed')
        const raw = step?.rawError ?? ''
        if (!raw.includes('OutOfMemoryError')) scene.wrongs.push(`the container's last words are not shown: ${raw}`)
        breakSandbox(sandbox, 'dies-on-start', false)
        await engineClient(engineOf(sandbox))
          .getContainer(NEW_NAME)
          .start()
          .catch(() => {})
        await scene.retry()
        await scene.upgraded()
        return `failed at ${step?.id} (${step?.outcome?.key}), started again, upgraded`
      }),
  },
  {
    kind: 'docker',
    fault: 'the new name is taken by somebody',
    moment: 'before the new container is made',
    expected: 'refused, the foreign container is not touched; retry goes on when it is gone',
    isInSample: true,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'start-new-container', call: null } }, async (scene) => {
        await scene.paused()
        const foreign = await engineClient(engineOf(sandbox)).createContainer({ name: NEW_NAME, Image: imageReference('3.3.1') })
        scene.running.release()
        const outcome = await scene.asksAt('start-new-container')
        await foreign.inspect()
        await foreign.remove()
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), retried, upgraded`
      }),
  },
  {
    kind: 'docker',
    fault: 'the new image is removed',
    moment: 'between load and start',
    expected: 'the step fails in words; with the image loaded by hand retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'start-new-container', call: null } }, async (scene) => {
        await scene.paused()
        await engineClient(engineOf(sandbox)).getImage(imageReference('3.4.0')).remove({ force: true })
        scene.running.release()
        const outcome = await scene.asksAt('start-new-container')
        const signal = new AbortController().signal
        await scene.panel.services.world.docker.loadImage(archiveFile(sandbox), { onProgress: () => {}, onLine: () => {}, signal })
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), loaded by hand, upgraded`
      }),
  },
  {
    kind: 'docker',
    fault: 'the old container was made anew with other mounts',
    moment: 'between plan and start',
    expected: 'refused by preflight: the plan is no longer true; nothing was changed',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(
        sandbox,
        {
          async beforeStart() {
            const docker = engineClient(engineOf(sandbox))
            const old = docker.getContainer(sandbox.oms?.containerId ?? '')
            const { Name, Image, Config, HostConfig } = await old.inspect()
            await old.remove({ force: true })
            const Binds = (HostConfig.Binds ?? []).map((bind) =>
              bind.endsWith('/home/ds/store') ? `${sandbox.folder}/elsewhere:/home/ds/store` : bind,
            )
            const made = await docker.createContainer({ name: Name.slice(1), Image, Env: Config.Env, HostConfig: { ...HostConfig, Binds } })
            await startAgain(sandbox, made.id)
          },
        },
        async (scene) => {
          const outcome = await scene.asksAt('preflight')
          const job = await snapshot(scene.panel, scene.jobId)
          await choose(scene.panel, job, 'retry')
          await scene.asksAt('preflight')
          return `failed (${outcome})`
        },
      ),
  },
]
