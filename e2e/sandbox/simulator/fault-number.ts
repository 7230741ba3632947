import type { FaultName, Faults } from './faults.ts'

/** The number of a fault: `whenTrue` for true, `otherwise` where it is off. */
export function faultNumber(faults: Faults, name: FaultName, whenTrue: number, otherwise: number): number {
  const value = faults[name]
  if (typeof value === 'number') return value
  return value === true ? whenTrue : otherwise
}
