'use client'

import { useMutation } from '@tanstack/react-query'
import { toSignIn } from '@/components/layout/to-sign-in.ts'
import { answered } from '@/components/read/answered.ts'
import type { Problem, Result } from '@/server/contract/result.ts'

interface Command<Input> {
  run: (input: Input) => void
  isBusy: boolean
  /** The panel gave no answer, so that nobody knows whether it was done. */
  isSilent: boolean
  problem: Problem | null
  forget: () => void
}

/** One command about people and its answer; where the session has ended meanwhile, the page goes to sign-in. */
export function useCommand<Input, Value>(
  action: (input: Input) => Promise<Result<Value>>,
  onDone: (value: Value) => void | Promise<void>,
): Command<Input> {
  const { mutate, reset, isPending, isError, data } = useMutation({
    mutationFn: (input: Input) => answered(() => action(input)),
    async onSuccess(result) {
      if (result.ok) await onDone(result.value)
      else if (result.problem.code === 'signed-out') toSignIn()
    },
  })
  return { run: mutate, isBusy: isPending, isSilent: isError, problem: data?.ok === false ? data.problem : null, forget: reset }
}
