import path from 'node:path'
import type { RollbackPreview } from '../contract/choice.ts'
import type { PlannedStep } from '../contract/plan.ts'
import type { WayBack } from '../contract/way-back.ts'
import { weakProofsOf } from '../domain/databases/weak-proofs.ts'
import { OperatorError } from '../errors.ts'
import { planRollback } from '../procedure/compile-rollback.ts'
import { type Backup, backupProblem } from '../procedure/make-backup.ts'
import { rollbackChecks } from '../procedure/preflight/rollback-checks.ts'
import { rollbackSubject } from './rollback-subject.ts'
import type { ServiceContext } from './service-context.ts'

type Given = Parameters<typeof backupProblem>[0]

async function dumps(given: Given, { folder, manifest, manifestFile }: Backup): Promise<RollbackPreview['dumps']> {
  const list: RollbackPreview['dumps'] = []
  for (const saved of manifest.databases) {
    const problem = await backupProblem(given, { folder, manifestFile, manifest: { ...manifest, databases: [saved] } }).catch(
      (cause: unknown) => {
        if (cause instanceof OperatorError) return cause.problem
        throw cause
      },
    )
    const { database } = saved.inventory
    list.push({
      database,
      file: path.join(folder, saved.dump.file),
      bytes: saved.dump.bytes,
      verified: problem === null,
      problem: problem?.said ?? null,
    })
  }
  return list
}

/** What the dialog says before anybody types anything; reads the dumps and the catalogue of the MetaDB, none of its rows; changes nothing. Codes: not-found. */
export async function previewRollback(context: ServiceContext, jobId: string, asked?: WayBack): Promise<RollbackPreview> {
  const subject = await rollbackSubject(context, jobId)
  const { plan, backup, way: own } = subject
  const way = asked === 'drop-and-restore' && backup !== null ? asked : own
  const procedure = planRollback(way, { plan, backup })
  const run = await context.store.run.findFirst({ where: { jobId, status: 'running' }, select: { id: true } })
  const seconds = (steps: PlannedStep[]) => steps.reduce((sum, step) => sum + step.estimateSeconds, 0)
  return {
    way,
    because: plan.wayBack?.way === 'drop-and-restore' ? plan.wayBack.because : null,
    canSwap: own === 'swap',
    findings: await rollbackChecks({ ...subject, world: context.world, way }, { withDumps: false }),
    waitsForStep: run !== null,
    containerName: plan.node.newContainerName,
    weakProofs: backup === null ? [] : weakProofsOf(backup.manifest),
    dumps: backup === null ? [] : await dumps({ world: context.world, installation: subject.installation }, backup),
    verifiedAt: context.world.clock.now().toISOString(),
    estimateSeconds: seconds(procedure),
    downSeconds: seconds(procedure.filter(({ phase }) => phase === 'window')),
    procedure,
  }
}
