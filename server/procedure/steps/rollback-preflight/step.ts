import { say } from '../../../contract/said.ts'
import { besideName, newTag } from '../../../domain/beside-name.ts'
import { inEnglish } from '../../../domain/in-english.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import { allDatabases } from '../../all-databases.ts'
import type { Acting, RollbackContext, RollbackStep } from '../../context.ts'
import type { MetaDbWriter } from '../../ports/metadb.ts'
import { rollbackChecks } from '../../preflight/rollback-checks.ts'
import { restoreNeeded } from '../../restore-needed.ts'
import { changeMetaDb, withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

// Any character set does; the scratch tables hold numbers.
const SCRATCH = { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' }

/** Scratch databases of a try that died, or that could not drop them. */
async function dropEarlierScratch({ facts, report }: RollbackContext, metaDb: MetaDbWriter): Promise<void> {
  const made = (await facts.get('madeDatabases')) ?? []
  const scratch = made.flatMap(({ kind, name }) => (kind === 'try' ? [name] : []))
  for (const name of await metaDb.existing(scratch)) {
    await metaDb.dropBeside(name)
    report.line(`dropped ${name}, a scratch database of an earlier try`)
  }
  if (scratch.length > 0)
    await facts.replace(
      'madeDatabases',
      made.filter(({ kind }) => kind !== 'try'),
    )
}

/** What the plan says of the way back may be old, or was never tried: what was refused now would be refused with OMS down. */
async function trySwap(context: Acting<RollbackContext>): Promise<void> {
  const { facts, world, installation, report } = context
  // The checks name what is missing; a try without it would leave scratch databases that nothing may drop.
  const missing = await withMetaDb(context, (metaDb) => metaDb.missingPrivileges(allDatabases(installation.databases)))
  if (missing.length > 0) return
  await changeMetaDb(context, (metaDb) => dropEarlierScratch(context, metaDb))
  const names = ['live', 'copy', 'kept'].map(() => besideName(installation.databases.rm, newTag(), 'try'))
  const at = world.clock.now().toISOString()
  const made = (await facts.get('madeDatabases')) ?? []
  await facts.replace('madeDatabases', [
    ...made,
    ...names.map((name) => ({ name, of: installation.databases.rm, kind: 'try' as const, at })),
  ])
  const [live = '', copy = '', kept = ''] = names
  const tried = await changeMetaDb(context, (metaDb) => metaDb.trySwap([live, copy, kept], SCRATCH))
  await facts.replace('madeDatabases', made)
  if (tried.creates && tried.renames && tried.kills)
    return report.line('tables were swapped between three scratch databases, which are gone again')
  const refused = !tried.creates ? 'errors.swapNotCreated' : !tried.renames ? 'errors.swapNotRenamed' : 'errors.swapNotKilled'
  throw new OperatorError('refused', say(refused), { hint: say('errors.dropInstead'), raw: tried.refused.join('\n') })
}

/** Everything that the rollback needs is looked at before anything of the running OMS is touched. */
export const rollbackPreflight: RollbackStep = {
  id: 'rollback-preflight',
  source: 'panel',
  phase: 'before',
  changes: 'none',
  undoneBy: say('steps.undo.nothing'),
  plan,
  repeatable: true,
  abortable: true,
  timeoutSeconds: () => 3600,
  settleSeconds: 0,
  async run(context) {
    if (context.options.way === 'swap') await trySwap(context)
  },
  async verify(context, signal) {
    const { options, report } = context
    const backup = await restoreNeeded(context)
    const way = options.way ?? 'drop-and-restore'
    const findings = await rollbackChecks({ ...context, way, backup }, { withDumps: true, signal })
    for (const { level, id, title, raw } of findings)
      report.line(`${level} ${id}: ${inEnglish(title)}${raw === undefined ? '' : `\n${raw}`}`)
    // The job was looked at when the rollback was asked for; a container that ran meanwhile needs more than this way gives.
    if (way === 'nothing' && backup !== null) return failsForGood(say('outcomes.restoreNeededNow'))
    const blocking = findings.find(({ level }) => level === 'blocking')
    if (blocking !== undefined) return failsForGood(blocking.title, blocking.raw)
    return holds(say('outcomes.rollbackPreflightPassed', { count: findings.length }))
  },
}
