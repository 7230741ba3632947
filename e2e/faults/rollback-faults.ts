import { readdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { breakSandbox } from '../sandbox/break.ts'
import { engineClient } from '../sandbox/engine-client.ts'
import type { SandboxState } from '../sandbox/state.ts'
import { engineOf } from './engine-acts.ts'
import type { FaultRow } from './fault-rows.ts'
import { type FaultScene, onFaultScene } from './fault-scene.ts'
import { beginRollback, snapshot } from './upgrade-job.ts'

const NEW_NAME = 'oms_340'

/** Changes files of a backup; the returned function puts back what was there, to the byte and the second. */
type Damage = (files: string[]) => () => void

function dumpsOf({ panel }: FaultScene): string[] {
  const all = readdirSync(panel.backupFolder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('_331.sql'))
  return all.sort().map((file) => path.join(panel.backupFolder, file))
}

const first = ([file]: string[]): string => {
  if (file === undefined) throw new Error('there is no dump')
  return file
}

const flipByte: Damage = (files) => {
  const file = first(files)
  const { atime, mtime } = statSync(file)
  const bytes = readFileSync(file)
  const middle = Math.floor(bytes.length / 2)
  const flip = () => {
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
    writeFileSync(file, bytes)
    utimesSync(file, atime, mtime)
  }
  flip()
  return flip
}

const remove: Damage = (files) => {
  const file = first(files)
  renameSync(file, `${file}.away`)
  return () => renameSync(`${file}.away`, file)
}

const swap: Damage = (files) => {
  const [one, other] = [first(files), first(files.slice(1))]
  const exchange = () => {
    renameSync(one, `${one}.away`)
    renameSync(other, one)
    renameSync(`${one}.away`, other)
  }
  exchange()
  return exchange
}

async function newOmsRuns(sandbox: SandboxState): Promise<string[]> {
  const { State } = await engineClient(engineOf(sandbox)).getContainer(NEW_NAME).inspect()
  return State.Running ? [] : ['the new OMS was stopped although the rollback is refused']
}

function damaged(fault: string, isInSample: boolean, damage: Damage): FaultRow {
  return {
    ...{ kind: 'rollback', fault, moment: 'between upgrade and rollback', isInSample },
    expected: 'refused before anything is touched, the new OMS runs on; with the right dumps retry brings the old state back',
    run: (sandbox) =>
      onFaultScene(sandbox, {}, async (scene) => {
        await scene.upgraded()
        const mend = damage(dumpsOf(scene))
        await beginRollback(scene.panel, scene.jobId)
        const outcome = await scene.asksAtBlind('verify-dumps')
        scene.wrongs.push(...(await newOmsRuns(sandbox)))
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

export const rollbackFaults: FaultRow[] = [
  damaged('one bit of a dump is another', true, flipByte),
  damaged('a dump is gone', false, remove),
  damaged('two dumps are swapped', false, swap),
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
        scene.wrongs.push(...(await newOmsRuns(sandbox)))
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
      onFaultScene(sandbox, { pauseAt: { step: 'verify-dumps', call: null } }, async (scene) => {
        await scene.upgraded()
        await beginRollback(scene.panel, scene.jobId)
        await scene.paused()
        await removeOld(sandbox)
        scene.running.release()
        const outcome = await scene.asksAt('verify-dumps')
        scene.wrongs.push(...(await newOmsRuns(sandbox)))
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
        const { steps } = await snapshot(scene.panel, scene.jobId)
        const restored = steps.find(({ id }) => id === 'restore-databases')?.outcome?.key
        if (restored !== 'outcomes.restored') scene.wrongs.push(`the restore says ${restored}`)
        return `failed (${outcome}), rolled back (${restored})`
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
        if (step === 'old-servers-online' || step === 'restart-old-container') await scene.retry()
        else scene.wrongs.push(`it asks at ${step}`)
        await scene.rollbackEnds()
        return `asked at ${step}, retried, rolled back`
      }),
  },
]
