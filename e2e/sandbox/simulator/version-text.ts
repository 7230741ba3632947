import type { TraitName } from '../traits.ts'

/** A version as the site's oms_version spells it. */
export function spelledVersion(version: string, has: (trait: TraitName) => boolean): string {
  if (has('version-v')) return `V${version}`
  if (has('version-ce')) return `${version}-CE`
  if (has('version-bp') && version !== '3.3.1') return `${version}_bp1`
  return version
}

/** The three numbers of a spelled version; the text itself where there are none. */
export function plainVersion(text: string): string {
  return /\d+\.\d+\.\d+/.exec(text)?.[0] ?? text
}
