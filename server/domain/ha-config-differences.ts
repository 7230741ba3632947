import type { HaConfigDifference } from '../contract/job.ts'
import { jsonMembers, setMember } from './json-members.ts'

interface Readings {
  /** Before the job changed anything. */
  before: string
  /** Right before and right after docker_init.sh; absent where they could not be read or the job is older than these readings. */
  beforeInit?: string | undefined
  afterInit?: string | undefined
  current: string
  /** Keys that the panel itself sets: they are no difference. */
  managed: readonly string[]
}

export interface HaConfigFound {
  /** Keys that somebody removed, although the new version has them: they come back. */
  lost: HaConfigDifference[]
  /** Values that somebody changed, and keys of which nobody knows whether init removed them: a person decides. */
  toAsk: HaConfigDifference[]
}

/**
 * What became of ha.config since the job began, apart from what docker_init.sh did to it. What init removed stays removed, what it added
 * or changed stays as it made it, and what people added stays.
 */
export function haConfigDifferences({ before, beforeInit, afterInit, current, managed }: Readings): HaConfigFound {
  const now = members(current) ?? new Map<string, string>()
  const start = members(before) ?? new Map<string, string>()
  const old = members(beforeInit) ?? start
  const init = members(afterInit)
  const expected = new Map(start)
  if (init !== null) {
    for (const key of old.keys()) if (!init.has(key)) expected.delete(key)
    for (const [key, value] of init) if (!isSame(old.get(key), value)) expected.set(key, value)
  }
  const lost: HaConfigDifference[] = []
  const toAsk: HaConfigDifference[] = []
  for (const [key, ours] of expected) {
    if (managed.includes(key)) continue
    const theirs = now.get(key) ?? null
    if (theirs === null) (init === null ? toAsk : lost).push({ key, ours, theirs })
    else if (!isSame(ours, theirs)) toAsk.push({ key, ours, theirs })
  }
  return { lost, toAsk }
}

/** The text with these members as they should be and nothing else changed; a missing one is added at the end. */
export function restoreMembers(text: string, differences: readonly HaConfigDifference[]): string {
  return differences.reduce((restored, { key, ours }) => setMember(restored, key, () => ours), text)
}

/** In the words of ha.config itself, which are the same in every language. */
export function differencesText(differences: readonly HaConfigDifference[]): string {
  return differences.map(({ key, ours, theirs }) => `${key}: ${ours} → ${theirs ?? '–'}`).join(', ')
}

/** Null where the text is not a JSON object. Of a key that stands twice the last value counts. */
function members(text: string | undefined): Map<string, string> | null {
  if (text === undefined) return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  } catch {
    return null
  }
  return new Map(jsonMembers(text).map(({ key, start, end }) => [key, text.slice(start, end)]))
}

/** OMS writes booleans and numbers also as strings. */
function isSame(a: string | undefined, b: string): boolean {
  return a !== undefined && canonical(a) === canonical(b)
}

function canonical(json: string): string {
  const value: unknown = JSON.parse(json)
  return typeof value === 'string' ? value.trim() : JSON.stringify(value)
}
