import { z } from 'zod'
import type { DraftForm } from '@/components/draft/draft-form.ts'
import type { RollbackPreview } from '@/server/contract/choice.ts'

export interface RollBackForm {
  reason: string
  containerName: string
  skipSafetyDump: boolean
  /** The guide's own way instead of the swap. */
  dropsFirst: boolean
  /** Agreed to, for that way. */
  dropsConfirmed: boolean
  /** The id of somebody else who drives, in whose place the person decides all the same. */
  inPlaceOf: string | null
}

const EMPTY: RollBackForm = {
  reason: '',
  containerName: '',
  skipSafetyDump: false,
  dropsFirst: false,
  dropsConfirmed: false,
  inPlaceOf: null,
}

const onlyReason = ({ reason }: { reason: string }): RollBackForm => ({ ...EMPTY, reason })
const Shape = z.object({ reason: z.string().max(2000) }).transform(onlyReason)

/** Only the reason is kept: what somebody agrees to is agreed to anew each time. */
export function rollBackDraft(jobId: string): DraftForm<RollBackForm> {
  return { name: `roll-back:${jobId}`, initial: EMPTY, shape: Shape, keepable: onlyReason }
}

/** What stands between the person and the rollback, the first thing first; null where nothing does. */
export function missingForRollBack(
  preview: RollbackPreview | undefined,
  form: Omit<RollBackForm, 'inPlaceOf'>,
): 'preview' | 'blocked' | 'dumps' | 'drops' | 'reason' | 'name' | null {
  if (preview === undefined) return 'preview'
  if (preview.findings.some(({ level }) => level === 'blocking')) return 'blocked'
  if (preview.dumps.some((dump) => !dump.verified)) return 'dumps'
  if (preview.way === 'drop-and-restore' && !form.dropsConfirmed) return 'drops'
  if (form.reason.trim() === '') return 'reason'
  return form.containerName === preview.containerName ? null : 'name'
}
