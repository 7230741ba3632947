import type { Tone } from '@/components/ui/tone.ts'
import type { ApprovalState, ApprovalView } from '@/server/contract/approval.ts'

export const STATE_TONES: Record<ApprovalState, Tone> = {
  'not-demanded': 'idle',
  needed: 'warn',
  given: 'good',
  refused: 'bad',
  expired: 'warn',
  void: 'warn',
  'break-glass': 'warn',
}

/** How one row of what was said looks: what does not count any more is not green. */
export function rowTone({ kind, voidedAt, expiresAt }: ApprovalView, now: string): Tone {
  if (voidedAt !== null || (expiresAt !== null && expiresAt <= now)) return 'idle'
  if (kind === 'refused') return 'bad'
  return kind === 'given' ? 'good' : 'warn'
}
