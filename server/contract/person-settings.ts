import { z } from 'zod'
import { TimeZoneName } from './maintenance-window.ts'

/** What somebody chose for themselves. It follows them to every browser, and changes nothing for others. */
export interface PersonSettings {
  /** IANA name; null: the browser's own. */
  timeZone: string | null
  /** Shortcuts of a single key are on (WCAG 2.1.4). */
  singleKeys: boolean
  tourEnded: boolean
}

/** Of somebody who chose nothing yet. */
export const USUAL_SETTINGS: PersonSettings = { timeZone: null, singleKeys: true, tourEnded: false }

/** One of them at a time, so that two open pages do not undo each other's change. */
export const SettingInput = z.discriminatedUnion('setting', [
  z.object({ setting: z.literal('timeZone'), value: TimeZoneName.nullable() }),
  z.object({ setting: z.literal('singleKeys'), value: z.boolean() }),
  z.object({ setting: z.literal('tourEnded'), value: z.boolean() }),
])
export type SettingInput = z.infer<typeof SettingInput>
