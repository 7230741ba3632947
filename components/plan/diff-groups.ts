import type { DiffRow } from '@/server/contract/plan.ts'

export interface DiffGroups {
  /** What the document demands, changed or kept. */
  rules: DiffRow[]
  differences: DiffRow[]
  /** Equal and demanded by nobody. */
  same: DiffRow[]
}

export function diffGroups(rows: DiffRow[]): DiffGroups {
  return {
    rules: rows.filter((row) => row.rule !== null),
    differences: rows.filter((row) => row.rule === null && row.kind !== 'same'),
    same: rows.filter((row) => row.rule === null && row.kind === 'same'),
  }
}
