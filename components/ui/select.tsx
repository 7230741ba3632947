import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { CONTROL_STYLE } from './control-style.ts'

/** The browser's own list: works by keyboard, on phones and with every reader. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select {...rest} className={cn(CONTROL_STYLE, 'h-9 appearance-none bg-sunken pr-8', className)} />
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-2.5 size-4 text-ink-2" />
    </span>
  )
}
