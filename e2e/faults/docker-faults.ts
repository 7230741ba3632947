import { once } from 'node:events'
import { createServer } from 'node:net'
import { alwaysPermitted } from '../../server/engine/testing/always-permitted.ts'
import { breakSandbox } from '../sandbox/break.ts'
import { engineClient } from '../sandbox/engine-client.ts'
import { archiveFile, imageReference } from '../sandbox/image.ts'
import { engineOf } from './engine-acts.ts'
import { onFaultScene } from './fault-scene.ts'
import type { FaultRow } from './row.ts'
import { stopped } from './upgrade-job.ts'

const NEW_NAME = 'oms_340'
const CONSOLE_PORT = 8089

export const dockerFaults: FaultRow[] = [
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
        await engineClient(engineOf(sandbox)).getImage(imageReference('3.4.0', sandbox.traits)).remove({ force: true })
        scene.running.release()
        const outcome = await scene.asksAt('start-new-container')
        const signal = new AbortController().signal
        await scene.panel.services.world
          .writers(alwaysPermitted)
          .docker.loadImage(archiveFile(sandbox), { onProgress: () => {}, onLine: () => {}, signal })
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), loaded by hand, upgraded`
      }),
  },
  {
    kind: 'docker',
    fault: 'somebody listens on the port of the console',
    moment: 'after the old container stopped',
    expected: 'refused before a container is made; retry goes on when the port is free',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'start-new-container', call: null } }, async (scene) => {
        await scene.paused()
        const squatter = createServer().listen(CONSOLE_PORT, sandbox.hostIp)
        await once(squatter, 'listening')
        scene.running.release()
        const outcome = await scene.asksAt('start-new-container')
        squatter.close()
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), retried, upgraded`
      }),
  },
  {
    kind: 'docker',
    fault: 'OMS does not end within its grace',
    moment: 'as the old container is stopped',
    expected: 'killed by the engine after the grace, proved stopped before the dump, T1 is when it ended',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { beforeStart: async () => breakSandbox(sandbox, 'slow-stop', 600) }, async (scene) => {
        await scene.upgraded()
        const { State } = await engineClient(engineOf(sandbox))
          .getContainer(sandbox.oms?.containerId ?? '')
          .inspect()
        if (State.ExitCode !== 137) scene.wrongs.push(`it ended by itself with ${State.ExitCode}`)
        return `ended with ${State.ExitCode}, upgraded`
      }),
  },
]
