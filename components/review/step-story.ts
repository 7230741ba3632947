import type { AttemptView, Decision, RunHistory } from '@/server/contract/report.ts'

type Entry = { at: string } & ({ kind: 'attempt'; attempt: AttemptView } | { kind: 'decision'; decision: Decision })

/** Attempts and decisions in the order in which they happened; a decision comes before the attempt that it led to. */
export function stepStory(attempts: AttemptView[], decisions: Decision[]): Entry[] {
  const entries: Entry[] = [
    ...decisions.map((decision) => ({ kind: 'decision' as const, at: decision.at, decision })),
    ...attempts.map((attempt) => ({ kind: 'attempt' as const, at: attempt.startedAt, attempt })),
  ]
  return entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}

/** Decisions about one step of this run. Older ones do not name the run: they belong to the one that was the newest at their time. */
export function decisionsOf(
  decisions: Decision[],
  stepId: string,
  run: Pick<RunHistory, 'id' | 'startedAt'>,
  until: string | null,
): Decision[] {
  const isInTime = ({ at }: Decision) =>
    Date.parse(at) >= Date.parse(run.startedAt) && (until === null || Date.parse(at) < Date.parse(until))
  return decisions.filter(
    (decision) => decision.stepId === stepId && (decision.runId === null ? isInTime(decision) : decision.runId === run.id),
  )
}
