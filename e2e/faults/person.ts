import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { DecideInput, RollBackInput } from '../../server/contract/choice.ts'
import type { StartInput } from '../../server/contract/plan.ts'
import { createCipher } from '../../server/db/cipher.ts'
import { openStore } from '../../server/db/open-store.ts'
import { somebody } from '../../server/db/testing/somebody.ts'
import { OperatorError } from '../../server/errors.ts'
import { decide } from '../../server/services/decide.ts'
import { rollBack } from '../../server/services/roll-back.ts'
import type { ServiceContext } from '../../server/services/service-context.ts'
import { startUpgrade } from '../../server/services/start-upgrade.ts'
import { realWorld } from '../harness/real-world.ts'
import type { PanelSettings } from './panel-settings.ts'

/** What a person asks for. */
export type Act = { is: 'start'; input: StartInput } | { is: 'roll-back'; input: RollBackInput } | { is: 'decide'; input: DecideInput }
/** What came of it: null where it was done. */
export type Refusal = { code: string; text: string } | null

// One person in front of a server process of their own: says that it is ready, acts when told to, says what came of it.

/** Whoever is second knows that the first one drives: only the moment decides between the two. */
const inPlaceOf = somebody('first operator').userId ?? ''

export async function actAs(context: ServiceContext, act: Act): Promise<Refusal> {
  try {
    if (act.is === 'start') await startUpgrade(context, act.input)
    else if (act.is === 'roll-back') await rollBack(context, { ...act.input, inPlaceOf })
    else await decide(context, { ...act.input, inPlaceOf })
    return null
  } catch (cause) {
    if (cause instanceof OperatorError) return { code: cause.problem.code, text: cause.problem.said.key }
    return { code: 'unexpected', text: String(cause) }
  }
}

async function main(given: { settings: PanelSettings; act: Act }): Promise<void> {
  const { databaseFile, keyFile, backupFolder } = given.settings
  const store = openStore(databaseFile)
  const cipher = createCipher(Buffer.from(readFileSync(keyFile, 'utf8').trim(), 'hex'))
  const context = { store, cipher, world: realWorld(given.settings), backupFolder, actor: somebody('second operator'), wake: () => {} }
  await store.run.count()
  const lines = createInterface({ input: process.stdin })
  process.stdout.write('ready\n')
  await once(lines, 'line')
  process.stdout.write(`${JSON.stringify(await actAs(context, given.act))}\n`)
  await store.$disconnect()
  lines.close()
}

if (process.env.PERSON !== undefined) await main(JSON.parse(process.env.PERSON) as Parameters<typeof main>[0])
