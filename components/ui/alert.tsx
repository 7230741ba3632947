import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { TONES, type Tone } from './tone.ts'

interface AlertProps {
  tone: Tone
  title: ReactNode
  /** Announced at once; for things that just happened, not for what stands on the page from the start. */
  isLive?: boolean
  actions?: ReactNode
  className?: string
  children?: ReactNode
}

export function Alert({ tone, title, isLive = false, actions, className, children }: AlertProps) {
  const Icon = TONES[tone].icon
  return (
    <div
      role={isLive ? 'alert' : undefined}
      className={cn('flex items-start gap-3 rounded-md border-l-4 px-3.5 py-3', TONES[tone].soft, TONES[tone].border, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 flex-1 space-y-1">
        <p className="font-semibold">{title}</p>
        {children && <div className="space-y-1 text-ink">{children}</div>}
        {actions && <div className="flex flex-wrap gap-2 pt-1.5">{actions}</div>}
      </div>
    </div>
  )
}
