import type { Said } from '../../contract/said.ts'

/** How two readings of a database compare. What cannot be proven equal is weak, by name, and never counts as equal. */
export interface Comparison {
  differences: Said[]
  weak: Said[]
}

export function verdictOf({ differences, weak }: Comparison): 'equal' | 'different' | 'weak' {
  if (differences.length > 0) return 'different'
  return weak.length > 0 ? 'weak' : 'equal'
}

export function joined(...comparisons: Comparison[]): Comparison {
  return {
    differences: comparisons.flatMap(({ differences }) => differences),
    weak: comparisons.flatMap(({ weak }) => weak),
  }
}
