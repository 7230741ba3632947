export interface DurationParts {
  hours: number
  minutes: number
  seconds: number
}

/** Whole hours, minutes and seconds of a duration; below zero counts as zero. */
export function durationParts(seconds: number): DurationParts {
  const whole = Math.max(0, Math.round(seconds))
  return { hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60), seconds: whole % 60 }
}
