/** local, utc: time of day. since: from the start of the run. */
export const TIME_STYLES = ['local', 'utc', 'since'] as const
export type TimeStyle = (typeof TIME_STYLES)[number]

const two = (value: number) => String(Math.floor(value)).padStart(2, '0')

/** The time of one line; a formatter of the browser for each line would be too slow. */
export function lineTime(iso: string, style: TimeStyle, startedAt: string | null): string {
  const at = new Date(iso)
  if (style === 'utc') return iso.slice(11, 19)
  if (style === 'local') return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
  const seconds = (at.getTime() - Date.parse(startedAt ?? iso)) / 1000
  const whole = Math.floor(Math.abs(seconds))
  return `${seconds <= -1 ? '−' : '+'}${two(whole / 3600)}:${two((whole / 60) % 60)}:${two(whole % 60)}`
}
