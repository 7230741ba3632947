import { say } from '../../../contract/said.ts'
import { isStopped } from '../../../domain/is-stopped.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { Acting, RollbackContext, RollbackStep } from '../../context.ts'
import { ownContainer } from '../../own-container.ts'
import { changeMetaDb, withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

/** After a swap nothing is in the copies any more. One that cannot be dropped, or has tables, is named in the log and stays. */
async function dropEmptyCopies(context: Acting<RollbackContext>): Promise<void> {
  const { facts, report } = context
  const copies = ((await facts.get('madeDatabases')) ?? []).filter(({ kind }) => kind === 'new').map(({ name }) => name)
  if (copies.length === 0) return
  await changeMetaDb(context, async (metaDb) => {
    const places = await metaDb.tables(copies)
    for (const name of await metaDb.existing(copies)) {
      const left = places.get(name)?.length ?? 0
      if (left > 0) report.line(`${name} stays: it has ${left} tables`)
      else
        await metaDb.dropBeside(name).then(
          () => report.line(`dropped ${name}, which is empty`),
          (cause: unknown) => {
            if (!(cause instanceof OperatorError)) throw cause
            report.line(`${name} stays: ${cause.message}`)
          },
        )
    }
  })
}

/** The last paragraph of step 9: JDBCWriter and Connector may need a hand, so they are named. */
export const rollbackChecklist: RollbackStep = {
  id: 'rollback-checklist',
  source: '3.4.0 single-node, step 9',
  phase: 'after',
  changes: 'metadb',
  undoneBy: say('steps.undo.nothing'),
  plan,
  repeatable: true,
  timeoutSeconds: () => 60,
  settleSeconds: 0,
  async run(context) {
    await dropEmptyCopies(context)
    const list = await withMetaDb(context, (metaDb) => metaDb.components(context.installation.databases.rm))
    await context.facts.replace('rollbackChecklist', list)
    for (const { project, kind, name, status } of list) context.report.line(`${project}: ${kind} ${name} is ${status}`)
  },
  async verify(context) {
    const { world, plan, facts } = context
    const old = await world.docker.container(plan.node.oldContainer.id)
    const next = await ownContainer(context)
    if (old === 'missing' || old.state !== 'running') {
      return failsForGood(
        say('outcomes.containerNotRunning', { name: plan.node.oldContainer.name, state: old === 'missing' ? 'missing' : old.state }),
      )
    }
    if (next !== undefined && !isStopped(next.state)) return failsForGood(say('outcomes.twoContainers', { old: old.name, name: next.name }))
    const list = await facts.get('rollbackChecklist')
    if (list === undefined) return failsForGood(say('outcomes.checklistMissing'))
    return holds(say('outcomes.rolledBack', { name: old.name, count: list.length }))
  },
}
