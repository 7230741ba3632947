import { may, type Role } from '../contract/access.ts'
import type { StartAnswer, StartCommand } from '../contract/approval.ts'
import type { JobStatus } from '../contract/job.ts'
import type { WindowState } from '../contract/maintenance-window.ts'
import { type Said, type SaidKey, say } from '../contract/said.ts'
import { type ApprovalFacts, approvalState, brokenWindow, isApprovalDemanded, standingApproval, standingRefusal } from './approval-state.ts'
import { localClock } from './maintenance-windows.ts'

/** All that anything before the start of an upgrade needs to know to be allowed or refused. */
export interface StartFacts extends ApprovalFacts {
  job: JobStatus
  plannerName: string
  /** Number of another job that is changing the installation. */
  busyWith: number | null
  /** Earlier jobs of the installation that could still be rolled back, by number. */
  closes: number[]
  /** The plan says that starting it closes the newest of them. */
  closesAgreed: boolean
  downtimeSeconds: number
  /** ISO; null while no start is scheduled. */
  scheduledAt: string | null
  /** What windows and freezes say now. */
  window: WindowState
}

export interface Asking {
  id: string | null
  role: Role | null
}

/** The moment that somebody wants to schedule, and what windows and freezes say of it. */
export interface WantedStart {
  at: Date
  window: WindowState
}

const FURTHEST_DAYS = 60
const DAY_MS = 86_400_000

type Params = Record<string, string | number>
const no = (key: SaidKey, params?: Params): StartAnswer => ({ allowed: false, reason: say(key, params) })
const yes = (confirm: Said | null = null): StartAnswer => ({ allowed: true, confirm, closes: null })

/** Whoever says something of a plan: it waits, is not refused, and somebody else made it. */
function notMine({ job, plannerId, ...facts }: StartFacts, { id }: Asking): StartAnswer | null {
  if (job !== 'planned') return no('approvals.not.notPlanned')
  const refusal = standingRefusal({ plannerId, ...facts })
  if (refusal !== null) return refused(refusal)
  // Who planned before there was sign-in is not known, and "cannot tell" is never "somebody else".
  if (plannerId === null) return no('approvals.not.plannerUnknown')
  if (id === null || id === plannerId) return no('approvals.not.ownPlan')
  return null
}

function refused({ by, reason }: { by: string; reason: string | null }): StartAnswer {
  return no('approvals.not.refused', { by, reason: reason ?? '' })
}

function approvalMissing(facts: StartFacts): StartAnswer | null {
  if (!isApprovalDemanded(facts) || standingApproval(facts) !== null) return null
  const { state, row } = approvalState(facts)
  const timeZone = facts.window.timeZone
  if (row !== null && state === 'expired')
    return no('approvals.not.expired', { by: row.by, at: localClock(row.expiresAt?.toISOString() ?? '', timeZone), timeZone })
  if (row !== null) return no('approvals.not.void', { by: row.by })
  return no('approvals.not.needed', { planner: facts.plannerName })
}

/** Closed windows and freezes, in words that say when a start is possible. */
function closed(window: WindowState): StartAnswer | null {
  if (window.isOpen) return null
  const { timeZone, freeze, nextOpenAt } = window
  const next = nextOpenAt === null ? '' : localClock(nextOpenAt, timeZone)
  if (freeze !== null) {
    const words = { until: localClock(freeze.until, timeZone), reason: freeze.reason, timeZone }
    return nextOpenAt === null ? no('approvals.not.frozenForNow', words) : no('approvals.not.frozen', { ...words, next })
  }
  return nextOpenAt === null ? no('approvals.not.noWindowToCome') : no('approvals.not.outsideWindow', { next, timeZone })
}

/** What has to be agreed to where OMS would still be down when the window closes. */
function tooShort({ openUntil, timeZone }: WindowState, from: Date, downtimeSeconds: number): Said | null {
  if (openUntil === null) return null
  const leftSeconds = (Date.parse(openUntil) - from.getTime()) / 1000
  if (leftSeconds >= downtimeSeconds) return null
  const words = { left: Math.max(0, Math.floor(leftSeconds / 60)), needed: Math.ceil(downtimeSeconds / 60) }
  return say('approvals.confirm.tooShort', { ...words, until: localClock(openUntil, timeZone), timeZone })
}

/** What a start does to the way back of earlier jobs; null where there is none. */
function closing({ closes, closesAgreed }: Pick<StartFacts, 'closes' | 'closesAgreed'>) {
  const newest = closes.at(-1)
  if (newest === undefined) return null
  const said = say('approvals.confirm.closes', { count: closes.length, jobs: closes.map((number) => `#${number}`).join(', ') })
  return { said, newest, isAgreed: closesAgreed }
}

function schedule(facts: StartFacts, wanted: WantedStart | null): StartAnswer {
  if (facts.scheduledAt !== null) {
    const { timeZone } = facts.window
    return no('approvals.not.scheduled', { at: localClock(facts.scheduledAt, timeZone), timeZone })
  }
  const missing = approvalMissing(facts)
  if (missing !== null) return missing
  const ends = closing(facts)
  if (ends !== null && !ends.isAgreed) return no('approvals.not.closesUnsaid', { number: ends.newest })
  if (wanted === null) return yes()
  const { at, window } = wanted
  if (at <= facts.now) return no('approvals.not.past')
  if (at.getTime() - facts.now.getTime() > FURTHEST_DAYS * DAY_MS) return no('approvals.not.tooFar', { days: FURTHEST_DAYS })
  const then = { ...facts, now: at }
  if (isApprovalDemanded(facts) && standingApproval(then) === null) {
    const standing = standingApproval(facts)
    const until = localClock(standing?.expiresAt?.toISOString() ?? facts.now.toISOString(), window.timeZone)
    return no('approvals.not.endsBefore', { by: standing?.by ?? '', until, timeZone: window.timeZone })
  }
  if (brokenWindow(then) !== null) return yes()
  return closed(window) ?? yes(tooShort(window, at, facts.downtimeSeconds))
}

/** What a glass that is broken now could stand for: only what is in the way. */
export function breakable(facts: StartFacts): { approval: boolean; window: boolean } {
  return {
    approval: isApprovalDemanded(facts) && standingApproval(facts) === null,
    window: (facts.window.hasWindows || facts.window.freeze !== null) && brokenWindow(facts) === null,
  }
}

const RULES: Record<StartCommand, (facts: StartFacts, asking: Asking, wanted: WantedStart | null) => StartAnswer> = {
  approve(facts, asking) {
    if (!may(asking.role, 'upgrade:approve')) return no('approvals.not.approveRole')
    const answer = notMine(facts, asking)
    if (answer !== null) return answer
    if (!isApprovalDemanded(facts)) return no('approvals.not.notDemanded')
    const standing = standingApproval(facts)
    return standing === null ? yes() : no('approvals.not.alreadyGiven', { by: standing.by })
  },
  refuse(facts, asking) {
    if (!may(asking.role, 'upgrade:approve')) return no('approvals.not.approveRole')
    return notMine(facts, asking) ?? yes()
  },
  'break-glass'(facts, asking) {
    if (!may(asking.role, 'upgrade:break-glass')) return no('approvals.not.breakGlassRole')
    const answer = notMine(facts, asking)
    if (answer !== null) return answer
    const { approval, window } = breakable(facts)
    return approval || window ? yes() : no('approvals.not.nothingToBreak')
  },
  start(facts, { role }) {
    if (!may(role, 'upgrade:run')) return no('approvals.not.startRole')
    if (facts.job !== 'planned') return no('errors.planStartedOrChanged')
    const refusal = standingRefusal(facts)
    if (refusal !== null) return refused(refusal)
    if (facts.busyWith !== null) return no('errors.installationBusy', { number: facts.busyWith })
    const missing = approvalMissing(facts)
    if (missing !== null) return missing
    const answer = brokenWindow(facts) === null ? closed(facts.window) : yes()
    const allowed = answer ?? yes(tooShort(facts.window, facts.now, facts.downtimeSeconds))
    return allowed.allowed ? { ...allowed, closes: closing(facts) } : allowed
  },
  schedule(facts, { role }, wanted) {
    if (!may(role, 'upgrade:schedule')) return no('approvals.not.scheduleRole')
    if (facts.job !== 'planned') return no('approvals.not.notPlanned')
    const refusal = standingRefusal(facts)
    return refusal === null ? schedule(facts, wanted) : refused(refusal)
  },
  'cancel-schedule'(facts, { role }) {
    if (!may(role, 'upgrade:schedule')) return no('approvals.not.scheduleRole')
    return facts.scheduledAt === null ? no('approvals.not.notScheduled') : yes()
  },
  withdraw({ job }, { role }) {
    if (!may(role, 'upgrade:plan')) return no('approvals.not.withdrawRole')
    return job === 'planned' ? yes() : no('approvals.not.notPlanned')
  },
}

/** The one answer for the page, the services and the panel's own clock. `wanted` only for `schedule`. */
export function startGate(command: StartCommand, facts: StartFacts, asking: Asking, wanted: WantedStart | null = null): StartAnswer {
  return RULES[command](facts, asking, wanted)
}
