import { isoClock } from '@/components/i18n/iso-clock.ts'

/** local, utc: time of day. since: from the start of the run. */
export const TIME_STYLES = ['local', 'utc', 'since'] as const
export type TimeStyle = (typeof TIME_STYLES)[number]

export interface LineClock {
  timeStyle: TimeStyle
  /** The time zone of the reader. */
  zone: string
  /** What times since the start count from. */
  startedAt: string | null
}

const two = (value: number) => String(Math.floor(value)).padStart(2, '0')

export function lineTime(iso: string, { timeStyle, zone, startedAt }: LineClock): string {
  if (timeStyle !== 'since') return isoClock(iso, timeStyle === 'utc' ? 'UTC' : zone, 'time')
  const seconds = (Date.parse(iso) - Date.parse(startedAt ?? iso)) / 1000
  const whole = Math.floor(Math.abs(seconds))
  return `${seconds <= -1 ? '−' : '+'}${two(whole / 3600)}:${two((whole / 60) % 60)}:${two(whole % 60)}`
}
