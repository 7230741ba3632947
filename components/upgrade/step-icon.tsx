import { Check, Circle, Eye, Hand, LoaderCircle, type LucideIcon, SkipForward, Unplug, X } from 'lucide-react'
import { cn } from '@/components/ui/cn.ts'
import { TONES } from '@/components/ui/tone.ts'
import type { StepIcon as Name, StepView } from './step-view.ts'

const ICONS: Record<Name, LucideIcon> = {
  circle: Circle,
  spinner: LoaderCircle,
  eye: Eye,
  check: Check,
  hand: Hand,
  cross: X,
  broken: Unplug,
  skip: SkipForward,
}

export function StepIcon({ view }: { view: StepView }) {
  const Icon = ICONS[view.icon]
  return (
    <span className={cn('inline-flex size-7 shrink-0 items-center justify-center rounded-full', TONES[view.tone].soft)}>
      <Icon aria-hidden className={cn('size-4', view.icon === 'spinner' && 'motion-safe:animate-spin')} strokeWidth={2.5} />
    </span>
  )
}
