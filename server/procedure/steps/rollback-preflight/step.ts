import { say } from '../../../contract/said.ts'
import { inEnglish } from '../../../domain/in-english.ts'
import { firstRefusal } from '../../../domain/way-back-tried.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import { allDatabases } from '../../all-databases.ts'
import type { Acting, RollbackContext, RollbackStep } from '../../context.ts'
import { rollbackChecks } from '../../preflight/rollback-checks.ts'
import { restoreNeeded } from '../../restore-needed.ts'
import { NOT_SWAPPED, scratchDatabases, tryWayBack } from '../../try-way-back.ts'
import { changeMetaDb, withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

/** What the plan says of the way back may be old, or was never tried: what was refused now would be refused with OMS down. */
async function trySwap(context: Acting<RollbackContext>): Promise<void> {
  const { facts, world, installation, report } = context
  // The checks name what is missing; a try without it would leave scratch databases that nothing may drop.
  const missing = await withMetaDb(context, (metaDb) => metaDb.missingPrivileges(allDatabases(installation.databases)))
  if (missing.length > 0) return
  const before = (await facts.get('madeDatabases')) ?? []
  const at = world.clock.now().toISOString()
  const scratch = scratchDatabases(installation.databases).map((one) => ({ ...one, kind: 'try' as const, at }))
  await facts.replace('madeDatabases', [...before, ...scratch])
  const earlier = before.flatMap(({ kind, name }) => (kind === 'try' ? [name] : []))
  const { tried, dropped, left } = await changeMetaDb(context, (metaDb) => tryWayBack(metaDb, { scratch, earlier }))
  await facts.replace(
    'madeDatabases',
    [...before, ...scratch].filter(({ kind, name }) => kind !== 'try' || left.includes(name)),
  )
  for (const name of dropped) report.line(`dropped ${name}, a scratch database of an earlier try`)
  const refusal = firstRefusal(tried)
  if (refusal === null) return report.line('tables were swapped between three scratch databases, which are gone again')
  throw new OperatorError('refused', say(NOT_SWAPPED[refusal]), { hint: say('errors.dropInstead'), raw: tried.refused.join('\n') })
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
