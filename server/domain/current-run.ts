interface Seen {
  kind: string
  status: string
  /** Steps that were begun at least once. */
  begun: readonly string[]
}

/** An undo that was refused by its own first look has changed nothing: the rollback waits for a person as it did. */
function isRefusedUndo({ kind, status, begun }: Seen): boolean {
  return kind === 'undo' && status !== 'running' && begun.every((step) => step === 'undo-preflight') && status !== 'succeeded'
}

/** The run that a job is about: the newest one. A rollback that was undone leaves the upgrade as it was. Oldest first. */
export function currentRun<Run extends { kind: string; status: string }>(
  runs: readonly Run[],
  begunOf: (run: Run) => readonly string[],
): Run | undefined {
  const newest = runs.findLast((run) => !isRefusedUndo({ kind: run.kind, status: run.status, begun: begunOf(run) }))
  if (newest?.kind !== 'undo' || newest.status !== 'succeeded') return newest
  return runs.findLast(({ kind }) => kind === 'upgrade')
}
