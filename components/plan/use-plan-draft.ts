'use client'

import { useMutation } from '@tanstack/react-query'
import { answered } from '@/components/read/answered.ts'
import { draftPlan } from '@/server/actions/draft-plan.ts'
import type { PlanDraft, PlanInput } from '@/server/contract/plan.ts'
import type { Result } from '@/server/contract/result.ts'

export interface DraftedPlan {
  input: PlanInput
  result: Result<PlanDraft>
}

/** Checks and drafts; the answer carries the input that it belongs to. */
export function usePlanDraft() {
  return useMutation<DraftedPlan, Error, PlanInput>({
    mutationFn: async (input) => ({ input, result: await answered(() => draftPlan(input)) }),
  })
}
