import { z } from 'zod'
import type { DraftForm } from '@/components/draft/draft-form.ts'
import type { DecideInput } from '@/server/contract/choice.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import type { AllowedChoice } from './decision-view.ts'

export interface DecisionForm {
  reason: string
  isConfirmed: boolean
  /** The id of somebody else who drives, in whose place the person decides all the same. */
  inPlaceOf: string | null
  consoleUser: string
  consolePassword: string
  metaDbPassword: string
  /** Empty: the archive that was planned. */
  imageFile: string
  /** Servers to go on without. */
  exceptServers: string[]
  haConfig: 'keep' | 'restore' | null
}

export const EMPTY_DECISION: DecisionForm = {
  reason: '',
  isConfirmed: false,
  inPlaceOf: null,
  consoleUser: '',
  consolePassword: '',
  metaDbPassword: '',
  imageFile: '',
  exceptServers: [],
  haConfig: null,
}

const onlyReason = ({ reason }: { reason: string }): DecisionForm => ({ ...EMPTY_DECISION, reason })
const Shape = z.object({ reason: z.string().max(2000) }).transform(onlyReason)

/** Only the reason is kept: no password, and what somebody agrees to is agreed to anew each time. */
export function decisionDraft(jobId: string, { kind, stepId }: AllowedChoice): DraftForm<DecisionForm> {
  return { name: `decision:${jobId}:${kind}:${stepId}`, initial: EMPTY_DECISION, shape: Shape, keepable: onlyReason }
}

/** What the person still has to do before the choice can be made. */
export function missingFor(
  choice: AllowedChoice,
  form: DecisionForm,
  { haConfigAsked }: Pick<JobSnapshot, 'haConfigAsked'>,
): 'confirm' | 'reason' | 'haConfig' | null {
  if (choice.inputs.includes('ha-config') && haConfigAsked !== null && form.haConfig === null) return 'haConfig'
  if ((choice.needsReason || form.exceptServers.length > 0) && form.reason.trim() === '') return 'reason'
  return choice.confirm !== null && !form.isConfirmed ? 'confirm' : null
}

/** Only what the choice asks for and the person filled in: an empty password never replaces a stored one. */
export function decideInput(jobId: string, choice: AllowedChoice, form: DecisionForm): DecideInput | null {
  const { kind, stepId, inputs } = choice
  if (kind === 'roll-back' || kind === 'resolve') return null
  const asks = {
    account: inputs.includes('console-account'),
    metaDb: inputs.includes('metadb-password'),
    image: inputs.includes('image-archive'),
    servers: inputs.includes('except-servers'),
    haConfig: inputs.includes('ha-config'),
  }
  const user = form.consoleUser.trim()
  return {
    jobId,
    kind,
    stepId,
    reason: form.reason.trim(),
    confirmed: form.isConfirmed,
    inPlaceOf: form.inPlaceOf,
    inputs: {
      ...(asks.account && user !== '' && { consoleUser: user }),
      ...(asks.account && form.consolePassword !== '' && { consolePassword: form.consolePassword }),
      ...(asks.metaDb && form.metaDbPassword !== '' && { metaDbPassword: form.metaDbPassword }),
      ...(asks.image && form.imageFile !== '' && { imageFile: form.imageFile }),
      ...(asks.servers && form.exceptServers.length > 0 && { exceptServers: form.exceptServers }),
      ...(asks.haConfig && form.haConfig !== null && { haConfig: form.haConfig }),
    },
  }
}
