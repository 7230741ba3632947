import type { HaConfigDifference } from '../contract/job.ts'
import { type Said, say } from '../contract/said.ts'
import { mergeHaConfig, readHaConfig } from '../domain/ha-config.ts'
import { differencesText, type HaConfigFound, haConfigDifferences, restoreMembers } from '../domain/ha-config-differences.ts'
import { refetchIntervalMinutes } from '../domain/refetch-interval.ts'
import type { UpgradeContext } from './context.ts'
import type { Facts } from './facts.ts'
import { latestClock } from './latest-clock.ts'
import { neededFact } from './needed-fact.ts'

export const HA_CONFIG = 'ha.config'

/** What a step wants of ha.config. It changes with the time that OMS is away, so it is asked again and again while a person is at it. */
export interface HaTarget {
  /** The text that it should have, made from the one that it has. */
  wanted(current: string): string
  /** What is not as it should be; null: nothing. */
  lacks(current: string): Said | null
  /** What people changed, where nobody has decided yet whether that stays. */
  toAsk(current: string): HaConfigDifference[]
}

type Known = Pick<UpgradeContext, 'world' | 'plan'> & { facts: Pick<Facts, 'get'> }

const MINUTE_MS = 60_000
/** A value that somebody types stays good for so long, or it would be another one every minute. */
const TYPING_MINUTES = 10
const INTERVAL = 'refetchStoreIntervalMin'

/** Step 1 of the document. */
export const haOffTarget: HaTarget = {
  wanted: (current) => mergeHaConfig(current, { enable: false }),
  lacks: (current) => (readHaConfig(current).enabled ? say('outcomes.haStillOn') : null),
  toAsk: () => [],
}

/** Gives the interval that covers the time since T1. It stays the same until it would be too short for somebody who is typing it. */
function intervalSince(t1: Date, now: () => Date, atLeast: (current: string) => number | null): (current: string) => number {
  let given: number | null = null
  return (current) => {
    const floor = atLeast(current)
    const soon = (now().getTime() - t1.getTime()) / MINUTE_MS + TYPING_MINUTES
    if (given === null || given <= soon || given < (floor ?? 0)) given = refetchIntervalMinutes({ t1, t2: now(), current: floor })
    return given
  }
}

function covers(interval: number | null, t1: Date, now: Date): boolean {
  return interval !== null && interval * MINUTE_MS > now.getTime() - t1.getTime()
}

function intervalOf(text: string | undefined): number | null {
  try {
    return text === undefined ? null : readHaConfig(text).refetchStoreIntervalMin
  } catch {
    return null
  }
}

function largest(...intervals: (number | null)[]): number | null {
  const known = intervals.filter((interval) => interval !== null)
  return known.length === 0 ? null : Math.max(...known)
}

/** Step 8 of the document: HA on, the interval above T2 − T1 and never lowered, and every other key as the job found it or init made it. */
export async function haOnTarget({ world, facts, plan }: Known): Promise<HaTarget> {
  const now = await latestClock(world)
  const t1 = new Date(await neededFact(facts, 't1'))
  const before = await neededFact(facts, 'haConfigBefore')
  const beforeInit = await facts.get('haConfigBeforeInit')
  const afterInit = await facts.get('haConfigAfterInit')
  const decision = await facts.get('haConfigDecision')
  const perceives = plan.storeRecovery === 'perceive-checkpoint'
  const managed = ['enable', INTERVAL, ...(perceives ? ['perceiveStoreClientCheckpoint'] : [])]
  const found = (current: string) => judged(haConfigDifferences({ before, beforeInit, afterInit, current, managed }), decision)
  const kept = largest(intervalOf(before), intervalOf(afterInit))
  const floor = (current: string) => largest(kept, intervalOf(current))
  const interval = intervalSince(t1, now, floor)
  // An interval that the new version does not have is not brought back.
  const hasInterval = (current: string) => intervalOf(current) !== null || intervalOf(afterInit ?? before) !== null

  return {
    wanted(current) {
      const restored = restoreMembers(current, found(current).toRestore)
      if (!perceives) return mergeHaConfig(restored, { enable: true, [INTERVAL]: interval(current) })
      const least = hasInterval(current) ? floor(current) : null
      return mergeHaConfig(restored, { enable: true, perceiveStoreClientCheckpoint: true, ...(least !== null && { [INTERVAL]: least }) })
    },
    lacks(current) {
      const config = readHaConfig(current)
      if (!config.enabled) return say('outcomes.haStillOff')
      const { toRestore, toAsk } = found(current)
      if (toAsk.length > 0) return say('outcomes.haConfigChanged', { differences: differencesText(toAsk) })
      if (toRestore.length > 0) return say('outcomes.haConfigLost', { keys: toRestore.map(({ key }) => key).join(', ') })
      if (perceives && config.perceiveStoreClientCheckpoint !== true) return say('outcomes.haPerceivesNot')
      const isLower = hasInterval(current) && (config.refetchStoreIntervalMin ?? 0) < (kept ?? 0)
      return isLower || (!perceives && !covers(config.refetchStoreIntervalMin, t1, now())) ? say('outcomes.intervalTooSmall') : null
    },
    toAsk: (current) => found(current).toAsk,
  }
}

/** What a rollback switched off, on again, with everything else as it is; the interval grows only where OMS was away for longer. */
export async function haOnAgainTarget({ world, facts }: Known): Promise<HaTarget> {
  const now = await latestClock(world)
  const text = await facts.get('t3')
  const t3 = text === undefined ? null : new Date(text)
  const interval = t3 === null ? null : intervalSince(t3, now, intervalOf)
  const isShort = (current: string, minutes: number) => {
    const { perceiveStoreClientCheckpoint, refetchStoreIntervalMin } = readHaConfig(current)
    if (t3 === null || perceiveStoreClientCheckpoint === true || refetchStoreIntervalMin === null) return false
    return !covers(refetchStoreIntervalMin, t3, new Date(now().getTime() + minutes * MINUTE_MS))
  }
  return {
    wanted(current) {
      const isKept = interval === null || !isShort(current, TYPING_MINUTES)
      return mergeHaConfig(current, { enable: true, ...(!isKept && { [INTERVAL]: interval(current) }) })
    },
    lacks(current) {
      if (!readHaConfig(current).enabled) return say('outcomes.haStillOff')
      return isShort(current, 0) ? say('outcomes.intervalTooSmall') : null
    },
    toAsk: () => [],
  }
}

/** What a person decided holds for exactly the differences that they were shown. */
function judged(
  { lost, toAsk }: HaConfigFound,
  decision: { choice: 'keep' | 'restore'; asked: HaConfigDifference[] } | undefined,
): { toRestore: HaConfigDifference[]; toAsk: HaConfigDifference[] } {
  if (toAsk.length === 0 || decision === undefined) return { toRestore: lost, toAsk }
  // Of what was restored nothing is left to ask; what came later was never shown to anybody.
  const isAnswered = toAsk.every((one) => decision.asked.some((shown) => JSON.stringify(shown) === JSON.stringify(one)))
  if (!isAnswered) return { toRestore: lost, toAsk }
  return { toRestore: decision.choice === 'restore' ? [...lost, ...toAsk] : lost, toAsk: [] }
}

/**
 * Step 9.6 of the document: exactly what it was before the job, except the interval, which has to cover the time from T1 to now. Null where
 * the job never touched it.
 */
export async function haAsBeforeTarget({ world, facts }: Known): Promise<(HaTarget & { before: string }) | null> {
  const before = await facts.get('haConfigBefore')
  if (before === undefined) return null
  const now = await latestClock(world)
  const { enabled, perceiveStoreClientCheckpoint, refetchStoreIntervalMin: usual } = readHaConfig(before)
  const t1Text = await facts.get('t1')
  const t1 = !enabled || t1Text === undefined || perceiveStoreClientCheckpoint === true ? null : new Date(t1Text)
  const interval = t1 === null ? null : intervalSince(t1, now, (current) => largest(usual, intervalOf(current)))

  const isSame = (current: string) => {
    const differs = (from: string, to: string) => {
      const { lost, toAsk } = haConfigDifferences({ before: from, beforeInit: from, afterInit: from, current: to, managed: [INTERVAL] })
      return lost.length + toAsk.length > 0
    }
    return !differs(before, current) && !differs(current, before)
  }
  return {
    before,
    wanted(current) {
      const base = isSame(mergeHaConfig(current, { enable: enabled })) ? mergeHaConfig(current, { enable: enabled }) : before
      if (interval !== null) return mergeHaConfig(base, { [INTERVAL]: interval(current) })
      return usual === null ? base : mergeHaConfig(base, { [INTERVAL]: Math.max(usual, intervalOf(current) ?? 0) })
    },
    lacks(current) {
      const config = readHaConfig(current)
      if (config.enabled !== enabled) return say(enabled ? 'outcomes.haStillOff' : 'outcomes.haStillOn')
      if (!isSame(current)) return say('outcomes.haConfigNotAsBefore')
      const minutes = config.refetchStoreIntervalMin
      if ((minutes ?? 0) < (usual ?? 0) || (t1 !== null && !covers(minutes, t1, now()))) return say('outcomes.intervalTooSmall')
      return null
    },
    toAsk: () => [],
  }
}
