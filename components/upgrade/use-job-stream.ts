'use client'

import { useEffect, useReducer, useRef } from 'react'
import { followJob } from './follow-job.ts'
import { EMPTY_STREAM, type JobStreamAction, type JobStreamState, jobStreamState } from './job-stream-state.ts'

/** The job as the panel last told of it, its whole log, and how this screen hears of it. */
export function useJobStream(jobId: string): JobStreamState {
  const [state, render] = useReducer((_: JobStreamState, next: JobStreamState) => next, EMPTY_STREAM)
  const held = useRef(EMPTY_STREAM)

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
  }, [jobId])

  return state
}
