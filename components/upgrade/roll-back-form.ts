import type { RollbackPreview } from '@/server/contract/choice.ts'

export interface RollBackForm {
  reason: string
  containerName: string
  skipSafetyDump: boolean
  /** Somebody else drives, and the person decides all the same. */
  isInPlace: boolean
}

export const EMPTY_ROLLBACK: RollBackForm = { reason: '', containerName: '', skipSafetyDump: false, isInPlace: false }

/** What stands between the person and the rollback, the first thing first; null where nothing does. */
export function missingForRollBack(
  preview: RollbackPreview | undefined,
  form: Omit<RollBackForm, 'isInPlace'>,
): 'preview' | 'dumps' | 'reason' | 'name' | null {
  if (preview === undefined) return 'preview'
  if (preview.dumps.some((dump) => !dump.verified)) return 'dumps'
  if (form.reason.trim() === '') return 'reason'
  return form.containerName === preview.containerName ? null : 'name'
}
