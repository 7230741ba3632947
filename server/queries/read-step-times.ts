import type { StepTimes } from '../contract/step-times.ts'
import type { Store } from '../db/open-store.ts'

/** Few enough that a host which became slower is noticed, and enough that one bad night is not the rule. */
const NEWEST_RUNS = 5

/** How long the steps of this installation's newest upgrades that ended well took; empty before the first one. */
export async function readStepTimes(store: Store, installationId: string): Promise<StepTimes> {
  const runs = await store.run.findMany({
    where: { kind: 'upgrade', status: 'succeeded', job: { installationId } },
    orderBy: [{ job: { number: 'desc' } }, { number: 'desc' }],
    take: NEWEST_RUNS,
    select: { attempts: { where: { status: 'succeeded' }, select: { stepId: true, startedAt: true, endedAt: true } } },
  })
  const found = new Map<string, number[]>()
  for (const { stepId, startedAt, endedAt } of runs.flatMap(({ attempts }) => attempts)) {
    if (endedAt === null) continue
    found.set(stepId, [...(found.get(stepId) ?? []), (endedAt.getTime() - startedAt.getTime()) / 1000])
  }
  return Object.fromEntries([...found].map(([id, seconds]) => [id, { seconds: median(seconds), runs: seconds.length }]))
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
