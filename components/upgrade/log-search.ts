import type { LogLine } from '@/server/contract/job.ts'
import type { StepId } from '@/server/contract/steps.ts'
import { ansiText } from './ansi-spans.ts'

/** The lines of one step, or all; the very same array when nothing is left out. */
export function linesOfStep(lines: readonly LogLine[], step: StepId | null): readonly LogLine[] {
  return step === null ? lines : lines.filter((line) => line.stepId === step)
}

/** Indices of the lines that hold the words, upper and lower case alike; none for an empty search. */
export function logMatches(lines: readonly LogLine[], search: string): number[] {
  const wanted = search.trim().toLowerCase()
  if (wanted === '') return []
  const found: number[] = []
  lines.forEach((line, index) => {
    if (ansiText(line.text).toLowerCase().includes(wanted)) found.push(index)
  })
  return found
}

/** Position in `matches` that follows in the direction, around the end. */
export function nextMatch(matches: readonly number[], current: number, direction: 1 | -1): number {
  return matches.length === 0 ? -1 : (current + direction + matches.length) % matches.length
}
