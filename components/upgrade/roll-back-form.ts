import type { RollbackPreview } from '@/server/contract/choice.ts'

export interface RollBackForm {
  reason: string
  containerName: string
  skipSafetyDump: boolean
  /** The id of somebody else who drives, in whose place the person decides all the same. */
  inPlaceOf: string | null
}

export const EMPTY_ROLLBACK: RollBackForm = { reason: '', containerName: '', skipSafetyDump: false, inPlaceOf: null }

/** What stands between the person and the rollback, the first thing first; null where nothing does. */
export function missingForRollBack(
  preview: RollbackPreview | undefined,
  form: Omit<RollBackForm, 'inPlaceOf'>,
): 'preview' | 'dumps' | 'reason' | 'name' | null {
  if (preview === undefined) return 'preview'
  if (preview.dumps.some((dump) => !dump.verified)) return 'dumps'
  if (form.reason.trim() === '') return 'reason'
  return form.containerName === preview.containerName ? null : 'name'
}
