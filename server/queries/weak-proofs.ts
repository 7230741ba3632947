import type { WeakProofs } from '../contract/job.ts'
import type { Said } from '../contract/said.ts'
import type { StepId } from '../contract/steps.ts'
import { keptBackup } from '../domain/databases/backup-manifest.ts'
import { weakProofsOf } from '../domain/databases/weak-proofs.ts'
import type { FactName, FactValues } from '../procedure/facts.ts'

type Noted = <Name extends FactName>(name: Name) => FactValues[Name] | null

/** Every weak proof of a job, step by step, out of what it noted: for the run page and the report alike. Nothing is read a second time. */
export function weakProofs(noted: Noted): WeakProofs[] {
  const swap = noted('swap')
  const isProven = swap !== null && swap.provenAt !== null
  const found: [StepId, Said[]][] = [
    ['back-up-databases', ofBackup(noted('backup'))],
    ['restore-beside', isProven ? swap.weak : []],
    ['save-current-databases', ofBackup(noted('safetyBackup'))],
    ['swap-databases', isProven ? (swap.weakAfter ?? []) : []],
    ['restore-databases', noted('restoredWeakly') ?? []],
  ]
  return found.flatMap(([stepId, proofs]) => (proofs.length === 0 ? [] : [{ stepId, proofs }]))
}

/** Whatever version of the panel wrote it; none where it was not made. */
function ofBackup(stored: unknown): Said[] {
  const { data } = keptBackup.safeParse(stored)
  return data === undefined ? [] : weakProofsOf(data.manifest)
}
