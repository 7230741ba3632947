import { readdirSync } from 'node:fs'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { startMetaDb, stopMetaDb } from '../sandbox/metadb.ts'
import { waitFor } from '../sandbox/wait-for.ts'
import { onFaultScene } from './fault-scene.ts'
import { asAdmin, freezeMetaDb, killAndRestart, metaDbOf, waitsForLock } from './metadb-acts.ts'
import type { FaultRow } from './row.ts'
import { beginRollback } from './upgrade-job.ts'

const RM = 'rm_331'
const BEATS = 'cm_hb_331.heatbeat_sequence'

export const metaDbFaults: FaultRow[] = [
  {
    kind: 'metadb',
    fault: 'MetaDB killed and restarted',
    moment: 'in the middle of a dump',
    expected: 'the step fails, no dump counts, T1 stays; retry makes a whole one',
    isInSample: true,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'back-up-databases', call: 'backups.dump' } }, async (scene) => {
        await scene.paused()
        const lock = await asAdmin(sandbox)
        await lock.query(`lock tables ${RM}.oms_project_log write`)
        scene.running.release()
        await waitsForLock(lock)
        await killAndRestart(sandbox)
        const outcome = await scene.asksAt('back-up-databases')
        const whole = readdirSync(scene.panel.backupFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
          file.endsWith(`${RM}.sql`),
        )
        if (whole.length > 0) scene.wrongs.push('a dump that was cut off got its final name')
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), retried, upgraded`
      }),
  },
  {
    kind: 'metadb',
    fault: 'MetaDB killed and restarted',
    moment: 'in the middle of a restore',
    expected: 'the step fails with the new OMS running; retry makes the copy afresh and the old state is there',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'restore-beside', call: 'backups.restore' } }, async (scene) => {
        await scene.upgraded()
        await beginRollback(scene.panel, scene.jobId)
        await scene.paused()
        const look = await asAdmin(sandbox)
        scene.running.release()
        await waitFor(
          async () => {
            const [rows] = await look.query<RowDataPacket[]>(
              "select table_name from information_schema.tables where table_schema like 'cm\\_331\\_\\_panel%'",
            )
            return rows.length > 0
          },
          { timeoutSeconds: 30, everyMs: 5 },
        )
        await killAndRestart(sandbox)
        const outcome = await scene.asksAtBlind('restore-beside')
        await scene.standsUpgraded({ mayHaveCopies: true })
        await scene.retry()
        await scene.rollbackEnds()
        return `failed (${outcome}), retried, rolled back`
      }),
  },
  {
    kind: 'metadb',
    fault: 'connection refused',
    moment: 'before the heartbeats are trimmed',
    expected: 'the step fails in words; retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'trim-heartbeats', call: null } }, async (scene) => {
        await scene.paused()
        await stopMetaDb(sandbox)
        scene.running.release()
        const outcome = await scene.asksAtBlind('trim-heartbeats')
        await startMetaDb(sandbox)
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), retried, upgraded`
      }),
  },
  {
    kind: 'metadb',
    fault: 'wrong password',
    moment: 'before the dump',
    expected: 'the step fails in words; with the right one retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'back-up-databases', call: null } }, async (scene) => {
        await scene.paused()
        const admin = await asAdmin(sandbox)
        await admin.query("alter user 'oms'@'%' identified by 'another'")
        scene.running.release()
        const outcome = await scene.asksAtBlind('back-up-databases')
        await admin.query("alter user 'oms'@'%' identified by ?", [metaDbOf(sandbox).password])
        await admin.end()
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), retried, upgraded`
      }),
  },
  {
    kind: 'metadb',
    fault: 'a table is locked by somebody',
    moment: 'while the heartbeats are trimmed',
    expected: 'the step ends at its deadline; without the lock retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(
        sandbox,
        { pauseAt: { step: 'trim-heartbeats', call: null }, limits: { 'trim-heartbeats': { timeout: 3 } } },
        async (scene) => {
          await scene.paused()
          const lock = await asAdmin(sandbox)
          await lock.query(`lock tables ${BEATS} write`)
          scene.running.release()
          const outcome = await scene.asksAtBlind('trim-heartbeats')
          await lock.end()
          await scene.retry()
          await scene.upgraded()
          return `failed (${outcome}), retried, upgraded`
        },
      ),
  },
  {
    kind: 'metadb',
    fault: 'MetaDB killed and restarted',
    moment: 'while the heartbeats are trimmed',
    expected: 'the step fails; the newest row and the numbering are kept; retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'trim-heartbeats', call: 'metaDb.trimHeartbeats' } }, async (scene) => {
        await scene.paused()
        const lock = await asAdmin(sandbox)
        await lock.query(`lock tables ${BEATS} write`)
        scene.running.release()
        await waitsForLock(lock)
        await killAndRestart(sandbox)
        const outcome = await scene.asksAt('trim-heartbeats')
        await scene.retry()
        await scene.upgraded()
        return `failed (${outcome}), retried, upgraded`
      }),
  },
  {
    kind: 'metadb',
    fault: 'MetaDB takes connections and never answers',
    moment: 'while the heartbeats are trimmed',
    expected: 'the step ends at its deadline; once it answers retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(
        sandbox,
        { pauseAt: { step: 'trim-heartbeats', call: null }, limits: { 'trim-heartbeats': { timeout: 4 } } },
        async (scene) => {
          await scene.paused()
          const wake = freezeMetaDb(sandbox)
          try {
            scene.running.release()
            const outcome = await scene.asksAtBlind('trim-heartbeats')
            wake()
            await scene.retry()
            await scene.upgraded()
            return `failed (${outcome}), retried, upgraded`
          } finally {
            wake()
          }
        },
      ),
  },
  {
    kind: 'metadb',
    fault: 'somebody else still uses the databases',
    moment: 'after the old container stopped',
    expected: 'no dump while others write; T1 stays; when they are gone retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(
        sandbox,
        { pauseAt: { step: 'stop-old-container', call: null }, limits: { 'stop-old-container': { settle: 3 } } },
        async (scene) => {
          await scene.paused()
          const { host, port, user, password } = metaDbOf(sandbox)
          const writer = await createConnection({ host, port, user, password, database: RM })
          scene.running.release()
          const outcome = await scene.asksAt('stop-old-container')
          await writer.end()
          await scene.retry()
          await scene.upgraded()
          return `failed (${outcome}), retried, upgraded`
        },
      ),
  },
]
