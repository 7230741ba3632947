import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { engineClient } from '../sandbox/engine-client.ts'
import { engineOf } from './engine-acts.ts'
import { onFaultScene } from './fault-scene.ts'
import { asAdmin } from './metadb-acts.ts'
import type { FaultRow } from './row.ts'
import { beginRollback, snapshot } from './upgrade-job.ts'

const ROW = { kind: 'rollback', moment: 'between upgrade and rollback', isInSample: false } as const
const HOUR_MS = 3_600_000

/** What a rollback needs is looked at before it stops anything; where it is not there, the new OMS runs on. */
function guarded(fault: string, breaks: (sandbox: Parameters<FaultRow['run']>[0]) => Promise<() => Promise<void>>): FaultRow {
  return {
    ...{ ...ROW, fault },
    expected: 'refused before anything is stopped, the new OMS runs on with HA; when it is there again, it is rolled back',
    run: (sandbox) =>
      onFaultScene(sandbox, {}, async (scene) => {
        await scene.upgraded()
        const mend = await breaks(sandbox)
        try {
          const refusal = await beginRollback(scene.panel, scene.jobId).then(
            () => null,
            (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
          )
          const step = refusal === null ? await scene.settles() : null
          if (refusal === null && step === null) scene.wrongs.push('it was not refused')
          await scene.standsUpgraded()
          await mend()
          if (refusal === null) await scene.retry()
          else await beginRollback(scene.panel, scene.jobId)
          await scene.rollbackEnds()
          return `refused (${refusal ?? `asked at ${step}`}), mended, rolled back`
        } finally {
          await mend()
        }
      }),
  }
}

export const rollbackGuards: FaultRow[] = [
  guarded('the account lost the right to drop', async (sandbox) => {
    const run = async (statement: string) => {
      const admin = await asAdmin(sandbox)
      await admin.query(statement)
      await admin.end()
    }
    await run("revoke drop on *.* from 'oms'@'%'")
    return () => run("grant drop on *.* to 'oms'@'%'")
  }),
  guarded('config.yaml names a database of somebody else', async (sandbox) => {
    const file = path.join(sandbox.oms?.folder ?? '', 'config.yaml')
    const text = readFileSync(file, 'utf8')
    // Not by rename: it is mounted as a file.
    writeFileSync(file, text.replaceAll('rm_331', 'mysql'))
    return async () => writeFileSync(file, text)
  }),
  {
    ...ROW,
    fault: 'the new container is paused by somebody',
    expected: 'paused is not stopped: nothing is brought back beside an OMS that may wake up',
    run: (sandbox) =>
      onFaultScene(sandbox, {}, async (scene) => {
        await scene.upgraded()
        const next = engineClient(engineOf(sandbox)).getContainer('oms_340')
        await next.pause()
        await beginRollback(scene.panel, scene.jobId)
        const step = await scene.settles()
        if (step !== null) {
          await next.unpause()
          await scene.retry()
        }
        await scene.rollbackEnds()
        return `${step === null ? 'stopped' : `asked at ${step}, woken, retried`}, rolled back`
      }),
  },
  {
    ...ROW,
    kind: 'panel',
    fault: 'clock set back by an hour',
    expected: 'the rollback is the newest run: neither a retry of the upgrade nor a second rollback is offered',
    run: (sandbox) =>
      onFaultScene(sandbox, {}, async (scene) => {
        await scene.upgraded()
        await scene.running.stop()
        const { services } = scene.panel
        const clock = { ...services.world.clock, now: () => new Date(Date.now() - HOUR_MS) }
        await beginRollback({ ...scene.panel, services: { ...services, world: { ...services.world, clock } } }, scene.jobId)
        const { run, choices } = await snapshot(scene.panel, scene.jobId)
        const offered = choices.flatMap(({ kind, allowed }) => (allowed ? [kind] : []))
        if (run?.kind !== 'rollback') scene.wrongs.push(`the newest run is a ${run?.kind}`)
        for (const kind of ['retry', 'roll-back', 'finalize'] as const) if (offered.includes(kind)) scene.wrongs.push(`${kind} is offered`)
        scene.panel.start({ clock: { fromStep: '', seconds: -HOUR_MS / 1000 } })
        await scene.rollbackEnds()
        return `offered: ${offered.join(', ')}; rolled back`
      }),
  },
]
