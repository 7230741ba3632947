'use client'

import { useState } from 'react'
import { answered } from '@/components/read/answered.ts'
import type { Problem, Result } from '@/server/contract/result.ts'

type Answer =
  | { kind: 'none' }
  | { kind: 'asked' }
  | { kind: 'done'; revision: number }
  | { kind: 'silent' }
  | { kind: 'refused'; problem: Problem }

interface AskedAnswer {
  isBusy: boolean
  /** The panel gave no answer, so that nobody knows whether it was done. */
  isSilent: boolean
  problem: Problem | null
  ask: (action: () => Promise<Result<unknown>>) => Promise<void>
  forget: () => void
}

/** One command to the panel and its answer. Busy until the job that is shown has moved past the one that was acted on. */
export function useAnswer(revision: number): AskedAnswer {
  const [answer, setAnswer] = useState<Answer>({ kind: 'none' })

  async function ask(action: () => Promise<Result<unknown>>) {
    setAnswer({ kind: 'asked' })
    try {
      const result = await answered(action)
      setAnswer(result.ok ? { kind: 'done', revision } : { kind: 'refused', problem: result.problem })
    } catch {
      setAnswer({ kind: 'silent' })
    }
  }

  return {
    isBusy: answer.kind === 'asked' || (answer.kind === 'done' && answer.revision === revision),
    isSilent: answer.kind === 'silent',
    problem: answer.kind === 'refused' ? answer.problem : null,
    ask,
    forget: () => setAnswer((current) => (current.kind === 'asked' ? current : { kind: 'none' })),
  }
}
