import type { UpgradeContext } from './context.ts'

const HOUR = 3600

/** Deadline of a change of a system parameter: a person in front of the OMS console needs longer than a request. */
export function parameterSeconds({ installation }: UpgradeContext): number {
  return installation.console.driver === 'guided' ? 4 * HOUR : 180
}
