'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useGoOn } from '@/components/layout/use-go-on.ts'
import { answered } from '@/components/read/answered.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Button } from '@/components/ui/button.tsx'
import { ProblemBox } from '@/components/ui/problem-box.tsx'
import { toast } from '@/components/ui/toast.ts'
import { planUpgrade } from '@/server/actions/plan-upgrade.ts'
import type { SavePlanInput } from '@/server/contract/plan.ts'
import type { SaveReason } from './save-gate.ts'

interface SavePlanProps {
  input: SavePlanInput
  reason: SaveReason | null
  onSaved: () => void
}

/** Stays in view while the plan is read. */
export function SavePlan({ input, reason, onSaved }: SavePlanProps) {
  const t = useTranslations('plan.save')
  const goOn = useGoOn()
  const queries = useQueryClient()
  const save = useMutation({ mutationFn: (saved: SavePlanInput) => answered(() => planUpgrade(saved)) })

  async function run() {
    const result = await save.mutateAsync(input).catch(() => null)
    if (!result?.ok) return
    onSaved()
    toast(t('done'))
    const refreshed = queries.invalidateQueries({ queryKey: ['upgrades'] })
    goOn(`/upgrades/${result.value.jobId}`)
    await refreshed
  }

  return (
    <div className="sticky bottom-0 z-20 -mx-4 space-y-3 border-line border-t bg-surface px-4 py-3 sm:mx-0 sm:rounded-t-lg sm:border-x">
      {save.error && <ReadFailure error={save.error} onRetry={run} isRetrying={save.isPending} />}
      {save.data?.ok === false && <ProblemBox problem={save.data.problem} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          variant="primary"
          isBusy={save.isPending || save.data?.ok === true}
          disabledReason={
            reason && (reason.kind === 'unconfirmed' ? t('reason.unconfirmed', { count: reason.count }) : t(`reason.${reason.kind}`))
          }
          onClick={run}
        >
          {t('run')}
        </Button>
        {reason === null && <p className="text-ink-2 text-sm">{t('text')}</p>}
      </div>
    </div>
  )
}
