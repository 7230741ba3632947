import type { AttemptView, Decision } from '@/server/contract/report.ts'

type Entry = { at: string } & ({ kind: 'attempt'; attempt: AttemptView } | { kind: 'decision'; decision: Decision })

/** Attempts and decisions in the order in which they happened; a decision comes before the attempt that it led to. */
export function stepStory(attempts: AttemptView[], decisions: Decision[]): Entry[] {
  const entries: Entry[] = [
    ...decisions.map((decision) => ({ kind: 'decision' as const, at: decision.at, decision })),
    ...attempts.map((attempt) => ({ kind: 'attempt' as const, at: attempt.startedAt, attempt })),
  ]
  return entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}

/** Decisions about one step while this run was the newest: from its start until the next run began. */
export function decisionsOf(decisions: Decision[], stepId: string, from: string, until: string | null): Decision[] {
  return decisions.filter(
    (decision) =>
      decision.stepId === stepId &&
      Date.parse(decision.at) >= Date.parse(from) &&
      (until === null || Date.parse(decision.at) < Date.parse(until)),
  )
}
