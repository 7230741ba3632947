import { startUpgrade } from '../../server/services/start-upgrade.ts'
import { openReferee } from '../harness/referee.ts'
import { breakSandbox } from '../sandbox/break.ts'
import { engineClient } from '../sandbox/engine-client.ts'
import { imageReference } from '../sandbox/image.ts'
import type { SandboxState } from '../sandbox/state.ts'
import { type Damage, dumpsOf, flipByte, remove, swap } from './dump-damage.ts'
import { engineOf } from './engine-acts.ts'
import { type FaultScene, onFaultScene } from './fault-scene.ts'
import { asAdmin } from './metadb-acts.ts'
import type { FaultRow } from './row.ts'
import { beginRollback, choose, OPTIONS, plannedWith, snapshot, stopped, stoppedAt } from './upgrade-job.ts'

const NEW_NAME = 'oms_340'

function damaged(fault: string, damage: Damage): FaultRow {
  return {
    ...{ kind: 'rollback', fault, moment: 'between upgrade and rollback', isInSample: false },
    expected: 'refused before anything is touched, the new OMS runs on; with the right dumps retry brings the old state back',
    run: (sandbox) =>
      onFaultScene(sandbox, {}, async (scene) => {
        await scene.upgraded()
        const mend = damage(dumpsOf(scene))
        await beginRollback(scene.panel, scene.jobId)
        const outcome = await scene.asksAtBlind('rollback-preflight')
        await scene.standsUpgraded()
        mend()
        await scene.retry()
        await scene.rollbackEnds()
        return `refused (${outcome}), mended, rolled back`
      }),
  }
}

async function removeOld(sandbox: SandboxState): Promise<void> {
  await engineClient(engineOf(sandbox))
    .getContainer(sandbox.oms?.containerId ?? '')
    .remove({ force: true })
}

const LATER = imageReference('3.4.0').replace('3.4.0', '3.4.1')

/** The same image under a later version, whose docker_init.sh has nothing to do; a person writes its version down. */
async function superseded(scene: FaultScene): Promise<string> {
  const { sandbox, panel } = scene
  await scene.upgraded()
  const [repository = '', tag = ''] = LATER.split(/:(?=[^:]*$)/)
  await engineClient(engineOf(sandbox)).getImage(imageReference('3.4.0', sandbox.traits)).tag({ repo: repository, tag })
  breakSandbox(sandbox, 'init-twice-fails', false)
  const { id } = await panel.services.store.installation.findFirstOrThrow()
  const options = { ...OPTIONS, image: { kind: 'engine' as const, reference: LATER }, newContainerName: 'oms_341' }
  const later = await plannedWith(panel, id, options)
  await startUpgrade(panel.services, later)
  const asked = stoppedAt(await stopped(panel, later.jobId, 150))
  if (asked?.id !== 'initialize-metadata') throw new Error(`the later upgrade stopped at ${asked?.id}: ${asked?.outcome?.key}`)
  const admin = await asAdmin(sandbox)
  await admin.query("insert into rm_331.oms_version (version) values ('3.4.1')")
  await admin.end()
  await choose(panel, await snapshot(panel, later.jobId), 'check')
  const { status } = await stopped(panel, later.jobId, 150)
  if (status !== 'succeeded') throw new Error(`the later upgrade is ${status}`)

  const now = await openReferee(sandbox, {})
  await now.lookAgainAtContainers()
  const refusal = await beginRollback(panel, scene.jobId).then(
    () => null,
    (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
  )
  if (refusal === null) {
    scene.wrongs.push('a superseded upgrade is rolled back')
    await stopped(panel, scene.jobId, 150)
  }
  const touched = await now.untouched()
  if (touched !== '') scene.wrongs.push(touched)
  return refusal === null ? 'begun' : `refused (${refusal})`
}

export const rollbackFaults: FaultRow[] = [
  damaged('one bit of a dump is another', flipByte),
  damaged('a dump is gone', remove),
  damaged('two dumps are swapped', swap),
  {
    kind: 'rollback',
    fault: 'the old container is removed by somebody',
    moment: 'before a rollback is asked for',
    expected: 'refused in words, because there is nothing to go back to; the new OMS runs on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, {}, async (scene) => {
        await scene.upgraded()
        await removeOld(sandbox)
        const refusal = await beginRollback(scene.panel, scene.jobId).then(
          () => 'was begun',
          (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
        )
        const { status } = await snapshot(scene.panel, scene.jobId)
        if (status !== 'succeeded') scene.wrongs.push(`the job is ${status}: ${refusal}`)
        await scene.standsUpgraded({ isOldGone: true })
        return `refused (${refusal})`
      }),
  },
  {
    kind: 'rollback',
    fault: 'the old container is removed by somebody',
    moment: 'as a rollback begins',
    expected: 'it stops before anything is touched; the new OMS runs on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'rollback-preflight', call: null } }, async (scene) => {
        await scene.upgraded()
        await beginRollback(scene.panel, scene.jobId)
        await scene.paused()
        await removeOld(sandbox)
        scene.running.release()
        const outcome = await scene.asksAt('rollback-preflight')
        await scene.standsUpgraded({ isOldGone: true })
        return `refused (${outcome})`
      }),
  },
  {
    kind: 'rollback',
    fault: 'the new container is removed by somebody',
    moment: 'before docker_init.sh, after it ran',
    expected: 'nobody can prove that it wrote nothing, so the databases are restored',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'wait-for-components', call: null } }, async (scene) => {
        await scene.paused()
        await engineClient(engineOf(sandbox)).getContainer(NEW_NAME).remove({ force: true })
        scene.running.release()
        const outcome = await scene.asksAt('wait-for-components')
        await scene.rolledBack()
        return `failed (${outcome}), rolled back`
      }),
  },
  {
    kind: 'rollback',
    fault: 'the old container does not come up',
    moment: 'after the restore',
    expected: 'the restored databases stay, it asks and does not loop; once it lives retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'restart-old-container', call: null } }, async (scene) => {
        await scene.upgraded()
        await beginRollback(scene.panel, scene.jobId)
        await scene.paused()
        breakSandbox(sandbox, 'dies-on-start', true)
        scene.running.release()
        const step = await scene.settles()
        breakSandbox(sandbox, 'dies-on-start', false)
        // It dies a moment after its start: seen by the step that started it, or by the next one.
        if (step !== 'old-servers-online' && step !== 'restart-old-container') scene.wrongs.push(`it asks at ${step}`)
        await scene.retry()
        await scene.rollbackEnds()
        return `asked at ${step}, retried, rolled back`
      }),
  },
  {
    kind: 'rollback',
    fault: 'a later upgrade runs',
    moment: 'after the upgrade that is to be rolled back',
    expected: 'refused in words, because OMS runs in the container of the later one; nothing is touched',
    isInSample: false,
    run: (sandbox) => onFaultScene(sandbox, {}, superseded),
  },
]
