import { say } from '../../../contract/said.ts'
import { joined } from '../../../domain/databases/comparison.ts'
import { structureDifferences } from '../../../domain/databases/structure-differences.ts'
import { inEnglish } from '../../../domain/in-english.ts'
import { undoMoves } from '../../../domain/swap-state.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { RollbackStep } from '../../context.ts'
import { createObjects } from '../../create-objects.ts'
import type { Swap } from '../../facts.ts'
import type { MetaDbWriter } from '../../ports/metadb.ts'
import { requireNoWriter } from '../../proofs/no-writer.ts'
import { grantAgain } from '../../routine-grants.ts'
import { lostOfSwap, ownStatements, stateOfSwap, swapTriples } from '../../swap.ts'
import { changeMetaDb, withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

const RENAME_SECONDS = 30

/** Empty since the swap, they look like nothing that anybody needs: one that was dropped is made again. */
async function ensureCopies(metaDb: MetaDbWriter, { databases, expected }: Swap): Promise<void> {
  for (const { database, copy } of databases) {
    const as = expected?.find((one) => one.database === database)
    if (as !== undefined && (await metaDb.existing([copy])).length === 0) await metaDb.createBeside(copy, as)
  }
}

/** The swap the other way round: what was kept comes back, with its views, triggers, routines and events. */
export const swapBack: RollbackStep = {
  id: 'swap-back',
  source: 'panel',
  phase: 'window',
  changes: 'metadb',
  undoneBy: say('steps.undo.rollBackAgain'),
  plan,
  repeatable: true,
  timeoutSeconds: () => 1800,
  settleSeconds: 0,
  async run(context, signal) {
    const { facts, report } = context
    await changeMetaDb(context, async (metaDb) => {
      await metaDb.endOwn(await ownStatements(context), signal)
      const swap = await facts.get('swap')
      const state = await stateOfSwap(metaDb, swap)
      if (state === 'mixed') throw new OperatorError('refused', say('outcomes.swapMixed'))
      const lost = await lostOfSwap(metaDb, swap)
      if (lost.length > 0) throw new OperatorError('refused', say('outcomes.keptGone', { databases: lost.join(', '), count: lost.length }))
      if (swap?.replaced != null) {
        await requireNoWriter(context)
        const triples = swapTriples(swap)
        if (triples !== null && state !== 'before') {
          await ensureCopies(metaDb, swap)
          await createObjects(
            metaDb,
            swap.databases.map(({ database }) => ({ database, objects: [] })),
          )
          const places = await metaDb.tables(triples.map(({ database }) => database))
          await metaDb.swapTables(undoMoves(triples, state, places), { deadlineSeconds: RENAME_SECONDS, signal })
          report.line('the replaced tables are back in their places')
        }
        for (const replaced of swap.replaced) await metaDb.setDefaults(replaced.database, replaced)
        await createObjects(metaDb, swap.replaced)
        await grantAgain(context, metaDb, swap.grants, swap.replaced)
      }
    })
  },
  async verify(context) {
    const swap = await context.facts.get('swap')
    return await withMetaDb(context, async (metaDb) => {
      const state = await stateOfSwap(metaDb, swap)
      if (state !== 'before') return failsForGood(say(state === 'mixed' ? 'outcomes.swapMixed' : 'outcomes.notSwappedBack'))
      const compared = []
      for (const replaced of swap?.replaced ?? []) compared.push(structureDifferences(replaced, await metaDb.structure(replaced.database)))
      const { differences } = joined(...compared)
      if (differences.length > 0) return failsForGood(say('outcomes.swappedBackDiffers'), differences.map(inEnglish).join('\n'))
      return holds(say('outcomes.swappedBack'))
    })
  },
}
