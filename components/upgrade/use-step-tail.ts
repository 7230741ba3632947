'use client'

import { useQuery } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { LogLine, StepState } from '@/server/contract/job.ts'

const TAIL_LINES = 6

/** The last lines of one step: out of the newest lines of the log, and from the panel where others came since. */
export function useStepTail(jobId: string, { id, attempt, status }: StepState, newest: readonly LogLine[]): readonly LogLine[] {
  const held = newest.filter((line) => line.stepId === id).slice(-TAIL_LINES)
  const isAll = held.length === TAIL_LINES || attempt === 0 || (newest[0]?.seq ?? 1) === 1
  const { data } = useQuery({
    queryKey: ['step-tail', jobId, id, attempt, status],
    queryFn: ({ signal }) =>
      readJson<{ lines: LogLine[] }>(`/api/upgrades/${encodeURIComponent(jobId)}/log?stepId=${id}&last=${TAIL_LINES}`, signal),
    enabled: !isAll,
  })
  const earlier = isAll ? [] : (data?.lines ?? []).filter((line) => held[0] === undefined || line.seq < held[0].seq)
  return [...earlier, ...held].slice(-TAIL_LINES)
}
