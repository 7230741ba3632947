import type { TraitName } from '../sandbox/traits.ts'

let chosen: readonly TraitName[] = []

/** The site of every row of this run that does not name its own. */
export const runTraits = (): readonly TraitName[] => chosen

export function chooseRunTraits(traits: readonly TraitName[]): void {
  chosen = traits
}
