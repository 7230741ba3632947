import path from 'node:path'
import type { RollbackPreview } from '../contract/choice.ts'
import type { PlannedStep } from '../contract/plan.ts'
import { type Said, say } from '../contract/said.ts'
import type { WayBack } from '../contract/way-back.ts'
import { OperatorError } from '../errors.ts'
import { planRollback } from '../procedure/compile-rollback.ts'
import { type Backup, backupProblem } from '../procedure/make-backup.ts'
import { rollbackChecks } from '../procedure/preflight/rollback-checks.ts'
import { withMetaDb } from '../procedure/with-connection.ts'
import { rollbackSubject } from './rollback-subject.ts'
import type { ServiceContext } from './service-context.ts'

const EXAMPLES = 8

type Subject = Awaited<ReturnType<typeof rollbackSubject>>

/** What differs now from the dumps, as far as the new schema allows to compare: row counts of the tables of then and now. */
async function lostSince(
  { world }: ServiceContext,
  { installation }: Subject,
  backup: Backup,
): Promise<NonNullable<RollbackPreview['lost']>> {
  const then = new Map(
    backup.manifest.databases.flatMap(({ inventory: { database, tables } }) =>
      tables.map(({ name, rows }) => [`${database}.${name}`, rows]),
    ),
  )
  const now = await withMetaDb({ world, installation }, async (metaDb) => {
    const places = await metaDb.tables(backup.manifest.databases.map(({ inventory }) => inventory.database))
    return await metaDb.rowCounts([...places].flatMap(([database, tables]) => tables.map((table) => ({ database, table }))))
  })
  const lost = now.flatMap(({ database, table, rows }) => {
    const name = `${database}.${table}`
    const difference = (rows ?? 0) - (then.get(name) ?? 0)
    return difference === 0 && then.has(name) ? [] : [{ name, difference }]
  })
  lost.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  const examples = lost.slice(0, EXAMPLES).map(({ name, difference }) => `${name} ${difference >= 0 ? '+' : '−'}${Math.abs(difference)}`)
  return { tables: lost.length, rows: lost.reduce((sum, { difference }) => sum + Math.abs(difference), 0), examples }
}

async function dumps({ world }: ServiceContext, { folder, manifest, manifestFile }: Backup): Promise<RollbackPreview['dumps']> {
  const list: RollbackPreview['dumps'] = []
  for (const saved of manifest.databases) {
    const problem = await backupProblem({ world }, { folder, manifestFile, manifest: { ...manifest, databases: [saved] } }).catch(
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

/** What the dialog says before anybody types anything; reads the dumps and the MetaDB, changes nothing. Codes: not-found. */
export async function previewRollback(context: ServiceContext, jobId: string, asked?: WayBack): Promise<RollbackPreview> {
  const subject = await rollbackSubject(context, jobId)
  const { plan, backup, way: own } = subject
  const way = asked === 'drop-and-restore' && backup !== null ? asked : own
  const procedure = planRollback(way, { plan, backup })
  const run = await context.store.run.findFirst({ where: { jobId, status: 'running' }, select: { id: true } })
  let lost: RollbackPreview['lost'] = null
  let lostUnknown: Said | null = null
  if (backup === null) lost = { tables: 0, rows: 0, examples: [] }
  else {
    try {
      lost = await lostSince(context, subject, backup)
    } catch (cause) {
      lostUnknown = cause instanceof OperatorError ? cause.problem.said : say('errors.cannotCompare')
    }
  }
  const seconds = (steps: PlannedStep[]) => steps.reduce((sum, step) => sum + step.estimateSeconds, 0)
  return {
    way,
    because: plan.wayBack?.way === 'drop-and-restore' ? plan.wayBack.because : null,
    canSwap: own === 'swap',
    findings: await rollbackChecks({ ...subject, world: context.world, way }, { withDumps: false }),
    waitsForStep: run !== null,
    containerName: plan.node.newContainerName,
    lost,
    lostUnknown,
    dumps: backup === null ? [] : await dumps(context, backup),
    verifiedAt: context.world.clock.now().toISOString(),
    estimateSeconds: seconds(procedure),
    downSeconds: seconds(procedure.filter(({ phase }) => phase === 'window')),
    procedure,
  }
}
