import { say } from '../../contract/said.ts'
import type { Permit } from '../../engine/permit.ts'
import { OperatorError } from '../../errors.ts'
import type { ConsoleWriter } from '../../procedure/ports/console.ts'
import type { Report } from '../../procedure/ports/report.ts'
import type { ConsoleTimes } from './console-times.ts'
import { pause } from './pause.ts'

export interface ChangeSteps {
  read(name: string, signal: AbortSignal): Promise<string>
  /** One request, and nothing between `ask` and it: `ask` throws where nothing may be changed any longer. */
  write(change: { name: string; from: string; value: string }, ask: () => void, signal: AbortSignal): Promise<void>
}

interface Around {
  times: ConsoleTimes
  permit: Permit | undefined
  report: Report
  signal: AbortSignal
}

/** Changes a parameter by the console's own calls: compared before, read back after. */
export async function changeParameter(
  { name, from, to, reached }: Parameters<ConsoleWriter['setParameter']>[0],
  { read, write }: ChangeSteps,
  { times, permit, report, signal }: Around,
): Promise<void> {
  const current = await read(name, signal)
  if (reached(current)) return
  if (current !== from)
    throw new OperatorError('conflict', say('console.parameterChanged', { name }), { hint: say('console.reviewAgain'), raw: current })
  // Not repeated, because the console gives no compare-and-set: after an unclear answer the value itself tells what happened.
  const unclear = await write({ name, from, value: to(from) }, () => permit?.check(), signal).then(
    () => null,
    (error: unknown) => {
      signal.throwIfAborted()
      if (error instanceof OperatorError && (error.problem.code === 'timeout' || error.problem.code === 'unavailable')) return error
      throw error
    },
  )
  if (unclear) report.line(unclear.message)
  let seen = await read(name, signal)
  for (let tries = 1; tries < times.readBackTries && !reached(seen); tries += 1) {
    await pause(times.readBackPauseMs, signal)
    seen = await read(name, signal)
  }
  if (reached(seen)) return
  throw unclear ?? new OperatorError('refused', say('console.notApplied', { name }), { hint: say('console.reviewAgain'), raw: seen })
}
