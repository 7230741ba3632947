import path from 'node:path'
import type { RollbackPreview } from '../contract/choice.ts'
import { type Said, say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import { planRollback } from '../procedure/compile-rollback.ts'
import { type Backup, backupProblem } from '../procedure/make-backup.ts'
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
  const examples: string[] = []
  let tables = 0
  let rows = 0
  await withMetaDb({ world, installation }, async (metaDb) => {
    for (const { inventory } of backup.manifest.databases) {
      const then = new Map(inventory.tables.map((table) => [table.name, table.rows]))
      const [there] = await metaDb.existing([inventory.database])
      const now = there === undefined ? [] : (await metaDb.inventory(inventory.database)).tables
      for (const table of now) {
        const difference = table.rows - (then.get(table.name) ?? 0)
        if (difference === 0 && then.has(table.name)) continue
        tables += 1
        rows += Math.abs(difference)
        if (examples.length < EXAMPLES)
          examples.push(`${inventory.database}.${table.name} ${difference >= 0 ? '+' : '−'}${Math.abs(difference)}`)
      }
    }
  })
  return { tables, rows, examples }
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
export async function previewRollback(context: ServiceContext, jobId: string): Promise<RollbackPreview> {
  const subject = await rollbackSubject(context, jobId)
  const { plan, backup } = subject
  const procedure = planRollback({ plan, backup })
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
  return {
    containerName: plan.node.newContainerName,
    lost,
    lostUnknown,
    dumps: backup === null ? [] : await dumps(context, backup),
    verifiedAt: context.world.clock.now().toISOString(),
    estimateSeconds: procedure.reduce((sum, step) => sum + step.estimateSeconds, 0),
    procedure,
  }
}
