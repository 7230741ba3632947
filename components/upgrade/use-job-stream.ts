'use client'

import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { followJob } from './follow-job.ts'
import { EMPTY_STREAM, type JobStreamAction, type JobStreamState, jobStreamState } from './job-stream-state.ts'

interface JobStream {
  state: JobStreamState
  /** Begins anew, for a person who does not want to wait for the next try. */
  retry: () => void
}

/** The job as the panel last told of it, its whole log, and how this screen hears of it. */
export function useJobStream(jobId: string): JobStream {
  const [state, render] = useReducer((_: JobStreamState, next: JobStreamState) => next, EMPTY_STREAM)
  const [tries, setTries] = useState(0)
  const held = useRef(EMPTY_STREAM)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is a reason to follow anew
  useEffect(() => {
    held.current = EMPTY_STREAM
    return followJob({
      jobId,
      state: () => held.current,
      dispatch(action: JobStreamAction) {
        held.current = jobStreamState(held.current, action)
        render(held.current)
      },
    })
  }, [jobId, tries])

  return { state, retry: useCallback(() => setTries((count) => count + 1), []) }
}
