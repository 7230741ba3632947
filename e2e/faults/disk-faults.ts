import { execFileSync } from 'node:child_process'
import { onFaultScene } from './fault-scene.ts'
import type { FaultRow } from './row.ts'
import { smallDisk } from './small-disk.ts'
import { beginRollback } from './upgrade-job.ts'

export const diskFaults: FaultRow[] = [
  {
    kind: 'disk',
    fault: 'disk of the backup folder full',
    moment: 'in the middle of a dump',
    expected: 'the step fails, no dump counts; with space retry makes whole ones',
    isInSample: false,
    run: async (sandbox) => {
      const disk = smallDisk(64)
      try {
        return await onFaultScene(
          sandbox,
          {
            pauseAt: { step: 'back-up-databases', call: 'backups.dump' },
            backupFolder: disk.folder,
          },
          async (scene) => {
            await scene.paused()
            const free = disk.fill(200)
            scene.running.release()
            const outcome = await scene.asksAt('back-up-databases')
            free()
            await scene.retry()
            await scene.upgraded()
            return `failed (${outcome}), retried, upgraded`
          },
        )
      } finally {
        disk.remove()
      }
    },
  },
  {
    kind: 'disk',
    fault: 'disk of the backup folder full',
    moment: 'as a rollback begins',
    expected: 'a rollback writes nothing there: the old state is back, with or without a question',
    isInSample: false,
    run: async (sandbox) => {
      const disk = smallDisk(64)
      try {
        return await onFaultScene(sandbox, { backupFolder: disk.folder }, async (scene) => {
          await scene.upgraded()
          const free = disk.fill(0)
          await beginRollback(scene.panel, scene.jobId)
          const step = await scene.settles()
          if (step !== null) {
            await scene.standsUpgraded()
            free()
            await scene.retry()
          }
          await scene.rollbackEnds()
          return `${step === null ? 'went on' : `asked at ${step}, retried`}, rolled back`
        })
      } finally {
        disk.remove()
      }
    },
  },
  {
    kind: 'disk',
    fault: 'the backup folder turns read-only',
    moment: 'before the dump',
    expected: 'the step fails in words; once it can be written retry goes on',
    isInSample: true,
    run: async (sandbox) => {
      const disk = smallDisk(64)
      const turn = (how: 'ro' | 'rw') => execFileSync('mount', ['-o', `remount,${how}`, disk.folder])
      try {
        const given = { pauseAt: { step: 'back-up-databases', call: null }, backupFolder: disk.folder }
        return await onFaultScene(sandbox, given, async (scene) => {
          await scene.paused()
          turn('ro')
          scene.running.release()
          const outcome = await scene.asksAt('back-up-databases')
          turn('rw')
          await scene.retry()
          await scene.upgraded()
          return `failed (${outcome}), retried, upgraded`
        })
      } finally {
        disk.remove()
      }
    },
  },
]
