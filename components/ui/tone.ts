import { CircleAlert, CircleCheck, CircleDashed, CircleDot, type LucideIcon, TriangleAlert } from 'lucide-react'

/** good: proven. busy: at work. warn: needs a look. bad: failed or blocked. idle: nothing happens. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'idle'

interface ToneLook {
  icon: LucideIcon
  /** Text in the tone's colour. */
  text: string
  /** Soft ground with text on it. */
  soft: string
  /** Edge in the tone's colour. */
  border: string
}

// The icon's shape differs with the tone, so that colour is never the only sign.
export const TONES: Record<Tone, ToneLook> = {
  good: { icon: CircleCheck, text: 'text-good', soft: 'bg-good-soft text-good', border: 'border-good' },
  busy: { icon: CircleDot, text: 'text-busy', soft: 'bg-busy-soft text-busy', border: 'border-busy' },
  warn: { icon: TriangleAlert, text: 'text-warn', soft: 'bg-warn-soft text-warn', border: 'border-warn' },
  bad: { icon: CircleAlert, text: 'text-bad', soft: 'bg-bad-soft text-bad', border: 'border-bad' },
  idle: { icon: CircleDashed, text: 'text-ink-2', soft: 'bg-sunken text-ink-2', border: 'border-edge' },
}
