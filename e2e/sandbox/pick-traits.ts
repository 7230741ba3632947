import { clash, TRAITS, type Trait, type TraitName } from './traits.ts'

/** As many as a site plausibly has at once; with more of them few sets would differ. */
const USUAL = 7

/**
 * A site by a seed: the same seed gives the same traits. Only such traits as an upgrade has to get along with unasked and without a
 * minute's wait; the others belong to rows that expect them. `without`: what a row cannot do with.
 */
export function pickTraits(
  seed: string | number,
  { count = USUAL, without = [] }: { count?: number; without?: readonly TraitName[] } = {},
): TraitName[] {
  const random = randomNumbers(String(seed))
  const isOpen = (trait: Trait) => trait.panel === 'goes on' && trait.isSlow !== true && trait.apart === undefined
  const open = TRAITS.filter((trait) => isOpen(trait) && !without.includes(trait.name)).map(({ name }) => name)
  const picked: TraitName[] = []
  while (picked.length < count && open.length > 0) {
    const [name] = open.splice(Math.floor(random() * open.length), 1)
    if (name !== undefined && !picked.some((other) => clash(name, other))) picked.push(name)
  }
  return picked
}

/** Traits in as few sets as their conflicts allow, so that a few runs meet all of them. */
export function combined(names: readonly TraitName[]): TraitName[][] {
  const sets: TraitName[][] = []
  for (const name of names) {
    const fitting = sets.filter((set) => !set.some((other) => clash(name, other))).sort((a, b) => a.length - b.length)
    if (fitting[0] === undefined) sets.push([name])
    else fitting[0].push(name)
  }
  return sets
}

/** Numbers from 0 to below 1: FNV-1a of the seed, then mulberry32. Node's own cannot be seeded. */
function randomNumbers(seed: string): () => number {
  let state = 0x811c9dc5
  for (const byte of Buffer.from(seed)) state = Math.imul(state ^ byte, 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
