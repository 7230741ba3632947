import { say } from '../../../contract/said.ts'
import { joined } from '../../../domain/databases/comparison.ts'
import { structureDifferences } from '../../../domain/databases/structure-differences.ts'
import { mergeHaConfig, readHaConfig } from '../../../domain/ha-config.ts'
import { inEnglish } from '../../../domain/in-english.ts'
import { undoMoves } from '../../../domain/swap-state.ts'
import { fails, failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { Acting, RollbackContext, RollbackStep } from '../../context.ts'
import { createObjects } from '../../create-objects.ts'
import type { MetaDbWriter } from '../../ports/metadb.ts'
import { requireNoWriter } from '../../proofs/no-writer.ts'
import { ownStatements, stateOfSwap, swapTriples } from '../../swap.ts'
import { changeMetaDb, withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

const RENAME_SECONDS = 30
const NAME = 'ha.config'

/** The rollback switched HA off where it was on; nothing else of ha.config is touched. */
async function haWasOn({ facts }: RollbackContext): Promise<boolean> {
  const how = await facts.get('rollbackHaOff')
  return how === 'console' || how === 'metadb'
}

async function haOnAgain(context: Acting<RollbackContext>, metaDb: MetaDbWriter): Promise<void> {
  const { rm } = context.installation.databases
  if (!(await haWasOn(context))) return
  const value = await metaDb.parameter(rm, NAME)
  if (value === 'missing' || readHaConfig(value).enabled) return
  await metaDb.setParameter(rm, NAME, value, mergeHaConfig(value, { enable: true }))
  context.report.line('HA is on again, as before the rollback')
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
      if (swap?.replaced != null) {
        await requireNoWriter(context)
        const triples = swapTriples(swap)
        if (triples !== null && state !== 'before') {
          await createObjects(
            metaDb,
            swap.databases.map(({ database }) => ({ database, objects: [] })),
          )
          await metaDb.swapTables(undoMoves(triples, state), { deadlineSeconds: RENAME_SECONDS, signal })
          report.line('the replaced tables are back in their places')
        }
        for (const replaced of swap.replaced) await metaDb.setDefaults(replaced.database, replaced)
        await createObjects(metaDb, swap.replaced)
      }
      await haOnAgain(context, metaDb)
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
      const value = await metaDb.parameter(context.installation.databases.rm, NAME)
      const isOff = value !== 'missing' && !readHaConfig(value).enabled
      if (isOff && (await haWasOn(context))) return fails(say('outcomes.haStillOff'), value)
      // Under the guided driver only people write ha.config.
      if (isOff && (await context.facts.get('rollbackHaOff')) === 'person') return holds(say('outcomes.swappedBackHaOff'))
      return holds(say('outcomes.swappedBack'))
    })
  },
}
