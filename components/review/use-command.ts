'use client'

import { useState } from 'react'
import { answered } from '@/components/read/answered.ts'
import type { Problem, Result } from '@/server/contract/result.ts'

interface Command {
  isBusy: boolean
  /** The panel gave no answer, so that nobody knows whether it was done. */
  isSilent: boolean
  problem: Problem | null
  /** True where it was done. */
  give: (action: () => Promise<Result<unknown>>) => Promise<boolean>
}

/** One command to the panel and its answer, for forms whose page reads the new state by itself. */
export function useCommand(): Command {
  const [state, setState] = useState<{ isBusy: boolean; isSilent: boolean; problem: Problem | null }>({
    isBusy: false,
    isSilent: false,
    problem: null,
  })
  return {
    ...state,
    async give(action) {
      setState({ isBusy: true, isSilent: false, problem: null })
      try {
        const result = await answered(action)
        setState({ isBusy: false, isSilent: false, problem: result.ok ? null : result.problem })
        return result.ok
      } catch {
        setState({ isBusy: false, isSilent: true, problem: null })
        return false
      }
    },
  }
}
