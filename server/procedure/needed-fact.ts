import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import type { FactName, Facts, FactValues } from './facts.ts'

/** A fact that an earlier step must have left; its absence stops the step instead of being guessed around. */
export async function neededFact<Name extends FactName>(facts: Pick<Facts, 'get'>, name: Name): Promise<FactValues[Name]> {
  const value = await facts.get(name)
  if (value === undefined) throw new OperatorError('conflict', say('errors.factMissing', { name }))
  return value
}
