import { z } from 'zod'
import { forgetDraft, keepDraft, readDraft } from '@/components/draft/session-draft.ts'
import { ImageSource, StoreRecovery } from '@/server/contract/plan.ts'
import type { PlanForm } from './plan-form.ts'

const NAME = 'plan'
const text = z.string().max(500)

/** `asked`: the installation that the address named. A draft begun for another one is not what this page is opened for. */
const Draft = z.object({
  asked: text.nullable(),
  form: z.object({
    installationId: text.nullable(),
    image: ImageSource.nullable(),
    typedName: text.nullable(),
    typedVersion: text,
    storeRecovery: StoreRecovery,
  }),
})

export function keepPlanDraft(personId: string, asked: string | null, form: PlanForm): void {
  keepDraft(personId, NAME, { asked, form })
}

/** What was chosen before a reload or on the way back; null where there is nothing, or it was for another installation. */
export function readPlanDraft(personId: string, asked: string | null): PlanForm | null {
  const draft = Draft.safeParse(readDraft(personId, NAME)).data
  return draft !== undefined && draft.asked === asked ? draft.form : null
}

export function forgetPlanDraft(personId: string): void {
  forgetDraft(personId, NAME)
}
