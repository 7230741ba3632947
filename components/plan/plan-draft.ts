import { z } from 'zod'
import type { DraftForm } from '@/components/draft/draft-form.ts'
import { ImageSource, StoreRecovery } from '@/server/contract/plan.ts'
import { emptyPlan, type PlanForm } from './plan-form.ts'

const text = z.string().max(500)

const Shape = z.object({
  installationId: text.nullable(),
  image: ImageSource.nullable(),
  typedName: text.nullable(),
  typedVersion: text,
  storeRecovery: StoreRecovery,
})

/** `asked`: the installation that the address names. A draft begun for another one is not what the page is opened for. */
export function planDraft(asked: string | null): DraftForm<PlanForm> {
  return { name: `plan:${asked ?? ''}`, initial: emptyPlan(asked), shape: Shape }
}
