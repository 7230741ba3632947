import { plainInit } from '../harness/plain-init.ts'
import { openReferee, type Referee } from '../harness/referee.ts'
import type { Exception } from '../referee/exceptions.ts'
import { breakSandbox } from '../sandbox/break.ts'
import { resetOms } from '../sandbox/oms.ts'
import type { SandboxState } from '../sandbox/state.ts'
import type { TraitName } from '../sandbox/traits.ts'
import { openPanel, type Panel } from './panel.ts'
import { runTraits } from './run-traits.ts'
import { openWitness, type Witness } from './witness.ts'

export interface Scene {
  sandbox: SandboxState
  panel: Panel
  referee: Referee
  witness: Witness
}

export interface Setting {
  storeFolder?: string
  backupFolder?: string
  /** Of this site; the run's own where the row does not say. */
  traits?: readonly TraitName[]
  /** What more this OMS has, before anybody looks at it. */
  arrange?(sandbox: SandboxState): Promise<void>
  /** What differs at the end because the row itself did it, with the reason. */
  exceptions?: Exception[]
}

/** Pause after each of the 18 changes of docker_init.sh: quick, yet long enough to die in the middle. */
const INIT_STEP_MS = 60

/** A fresh OMS, a fresh panel, a witness and a referee, for one row or one pass; everything is closed whatever happens. */
export async function onScene<T>(
  sandbox: SandboxState,
  work: (scene: Scene) => Promise<T>,
  { storeFolder, backupFolder, arrange, exceptions, traits = runTraits() }: Setting = {},
): Promise<T> {
  const plain = await plainInit(sandbox, traits)
  await resetOms(sandbox, traits)
  breakSandbox(sandbox, 'init-step-ms', INIT_STEP_MS)
  await arrange?.(sandbox)
  const panel = await openPanel(sandbox.name, {
    ...(storeFolder === undefined ? {} : { storeFolder }),
    ...(backupFolder === undefined ? {} : { backupFolder }),
  })
  const referee = await openReferee(sandbox, plain, exceptions)
  const witness = openWitness(panel, referee)
  try {
    return await work({ sandbox, panel, referee, witness })
  } catch (cause) {
    const tail = panel.output.filter((line) => !line.includes('"is":"moment"')).slice(-15)
    throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\n${tail.join('\n')}`, { cause })
  } finally {
    witness.close()
    await panel.close()
  }
}
