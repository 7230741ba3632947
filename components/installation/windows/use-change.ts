'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { answered } from '@/components/read/answered.ts'
import { toast } from '@/components/ui/toast.ts'
import type { Problem, Result } from '@/server/contract/result.ts'
import { windowsQuery } from './windows-query.ts'

interface Change {
  isBusy: boolean
  isSilent: boolean
  problem: Problem | null
  /** True where it was done. */
  ask: (action: () => Promise<Result<unknown>>) => Promise<boolean>
  forget: () => void
}

/** One change of an installation's policy or windows and its answer; what is shown is read anew afterwards. */
export function useChange(installationId: string): Change {
  const t = useTranslations('approval.windows')
  const queries = useQueryClient()
  const change = useMutation({ mutationFn: (action: () => Promise<Result<unknown>>) => answered(action) })
  return {
    isBusy: change.isPending,
    isSilent: change.isError,
    problem: change.data?.ok === false ? change.data.problem : null,
    async ask(action) {
      const result = await change.mutateAsync(action).catch(() => null)
      if (!result?.ok) return false
      await queries.invalidateQueries({ queryKey: windowsQuery(installationId).queryKey })
      toast(t('saved'))
      return true
    },
    forget: change.reset,
  }
}
