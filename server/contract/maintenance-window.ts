import { z } from 'zod'

/** Local time of a day, and a local date with it; meant in the time zone of the installation. */
const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const LocalDateTime = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/)

/**
 * weekly: opens at `start` on these weekdays (1 is Monday) for exactly `minutes`. once: open from one local moment to another.
 * freeze: no start in that time, whatever window is open. Without a weekly or one-off window every time outside a freeze is fine.
 */
export const WindowSpec = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('weekly'),
    weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    start: ClockTime,
    minutes: z.number().int().min(15).max(1440),
  }),
  z.object({ kind: z.literal('once'), from: LocalDateTime, to: LocalDateTime }),
  z.object({ kind: z.literal('freeze'), from: LocalDateTime, to: LocalDateTime, reason: z.string().trim().min(1).max(500) }),
])
export type WindowSpec = z.infer<typeof WindowSpec>

/** With an id the window is changed, without one it is added. */
export const SaveWindowInput = z.object({ installationId: z.string().min(1), windowId: z.string().min(1).nullable(), spec: WindowSpec })
export type SaveWindowInput = z.infer<typeof SaveWindowInput>

export const RemoveWindowInput = z.object({ installationId: z.string().min(1), windowId: z.string().min(1) })
export type RemoveWindowInput = z.infer<typeof RemoveWindowInput>

/** An IANA name; whether this panel knows it, the service judges. */
export const TimeZoneName = z.string().regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/)

export const TimeZoneInput = z.object({ installationId: z.string().min(1), timeZone: TimeZoneName })
export type TimeZoneInput = z.infer<typeof TimeZoneInput>

/** ISO instants. */
export interface OpenTime {
  from: string
  to: string
}

/** What windows and freezes say of one moment. */
export interface WindowState {
  timeZone: string
  /** False without any window: then only freezes stand in the way. */
  hasWindows: boolean
  isOpen: boolean
  /** ISO. When the open time ends; null while closed, or where nothing ends it. */
  openUntil: string | null
  freeze: { until: string; reason: string } | null
  /** When a start is possible next; null while open, or where none is to come. */
  nextOpenAt: string | null
}

/** Answer of GET /api/installations/[id]/windows. */
export interface WindowsReading {
  approvalPolicy: 'auto' | 'always' | 'never'
  /** How many people have an account: with one, `auto` demands no approval. */
  people: number
  windows: { id: string; spec: WindowSpec; createdBy: string; createdAt: string }[]
  now: WindowState
  /** The next open times, soonest first; empty without windows. */
  next: OpenTime[]
  /** ISO, the panel's clock. */
  serverNow: string
}
