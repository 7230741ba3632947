/** Seconds as a stopwatch shows them: 04:37, 1:02:03. Below zero counts as zero. */
export function stopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const rest = `${twoDigits(Math.floor(whole / 60) % 60)}:${twoDigits(whole % 60)}`
  return whole < 3600 ? rest : `${Math.floor(whole / 3600)}:${rest}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
