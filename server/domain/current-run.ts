/** The run that a job is about: the newest one. A rollback that was undone leaves the upgrade as it was. Oldest first. */
export function currentRun<Run extends { kind: string; status: string }>(runs: readonly Run[]): Run | undefined {
  const newest = runs.at(-1)
  if (newest?.kind !== 'undo' || newest.status !== 'succeeded') return newest
  return runs.findLast(({ kind }) => kind === 'upgrade')
}
