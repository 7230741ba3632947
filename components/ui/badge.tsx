import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { TONES, type Tone } from './tone.ts'

interface BadgeProps {
  tone: Tone
  /** Instead of the tone's own icon. */
  icon?: LucideIcon
  className?: string
  children: ReactNode
}

/** A state as icon, word and colour. */
export function Badge({ tone, icon, className, children }: BadgeProps) {
  const Icon = icon ?? TONES[tone].icon
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 py-0.5 font-medium text-sm',
        TONES[tone].soft,
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {children}
    </span>
  )
}
