import { z } from 'zod'

/**
 * An OMS version as the panel writes it: three numbers, and the number of the vendor's patch ("BP") where there is one: `3.4.0`,
 * `4.0.2_bp2`. Everything that reads, compares or checks a version does it here.
 */
export const VersionText = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}(_bp[1-9]\d{0,3})?$/)

interface Version {
  numbers: readonly number[]
  /** 0: none is named. */
  patch: number
}

// Not part of a longer row of numbers, such as 4.2.9.1 or 13.4.0.
const NUMBERS = /(?<![0-9.])[vV]?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?![0-9]|\.[0-9])/g
// Right behind the numbers, or as a word of its own further back: 3.4.0bp1, 3.4.0_BP1, 4.2.11_ce_bp1.
const PATCH = /(?:^|[-_. ])bp[-_]?(\d{1,4})(?![0-9a-z])/gi

/** Null where the text tells no version, or more than one: `latest`, `4.2.9.1`, `from_3.3.1_to_3.4.0`. */
function parse(text: string): Version | null {
  const found = [...text.matchAll(NUMBERS)]
  const numbers = new Map(found.map(([, ...parts]) => [parts.map(Number).join('.'), parts.map(Number)]))
  const [only] = numbers.values()
  if (numbers.size !== 1 || only === undefined) return null
  const behind = found.map(({ index, 0: whole }) => text.slice(index + whole.length)).join(' ')
  const patches = new Set([...behind.matchAll(PATCH)].map(([, number]) => Number(number)))
  const [patch = 0] = patches
  return patches.size > 1 ? null : { numbers: only, patch }
}

function format({ numbers, patch }: Version): string {
  return `${numbers.join('.')}${patch === 0 ? '' : `_bp${patch}`}`
}

/** The version in an image's tag, a file's name or a database's row, whatever is written around it, or null: then a person says it. */
export function readVersion(text: string): string | null {
  const version = parse(text)
  return version === null ? null : format(version)
}

/** Three numbers without the patch: what the vendor's documents name. */
export function documentedVersion(text: string): string {
  return text.replace(/_bp\d+$/, '')
}

/** Negative where `one` is older. Compares by number, so 4.2.11 is newer than 4.2.9, and by patch: 4.0.2_bp2 is newer than 4.0.2. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [parse(one), parse(other)]
  // Versions of older stores were typed freely; what cannot be read has no order.
  if (left === null || right === null) return one === other ? 0 : Number.NaN
  for (const [place, number] of left.numbers.entries()) {
    const difference = number - (right.numbers[place] ?? 0)
    if (difference !== 0) return difference
  }
  return left.patch - right.patch
}

/**
 * Whether the version that a MetaDB names is the wished one. Patches count only where both name one: a schema is seldom numbered by
 * patch, and a tag may leave it out. `unreadable`: the text tells no version.
 */
export function schemaMatches(seen: string, wished: string): 'same' | 'other' | 'unreadable' {
  const [schema, target] = [parse(seen), parse(wished)]
  if (schema === null || target === null) return 'unreadable'
  const hasOtherPatch = schema.patch !== 0 && target.patch !== 0 && schema.patch !== target.patch
  return schema.numbers.join('.') === target.numbers.join('.') && !hasOtherPatch ? 'same' : 'other'
}
