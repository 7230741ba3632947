import { readFileSync } from 'node:fs'
import type { TraitName } from '../traits.ts'
import { paths } from './paths.ts'

/** Whether this site has a trait of e2e/sandbox/traits.ts. They are chosen when the OMS is made and lie beside the faults. */
export function siteHas(trait: TraitName): boolean {
  try {
    const traits: unknown = JSON.parse(readFileSync(paths.traits, 'utf8'))
    return Array.isArray(traits) && traits.includes(trait)
  } catch {
    return false
  }
}
