import { CheckCheck, Flag, Handshake, type LucideIcon, Octagon, Pause, Play, Redo2, RotateCw, SkipForward, Undo2 } from 'lucide-react'
import type { ChoiceKind } from '@/server/contract/choice.ts'

export const CHOICE_ICONS: Record<ChoiceKind, LucideIcon> = {
  retry: RotateCw,
  check: CheckCheck,
  skip: SkipForward,
  hold: Pause,
  abort: Octagon,
  continue: Play,
  'roll-back': Undo2,
  'undo-rollback': Redo2,
  finalize: Flag,
  resolve: Handshake,
}
