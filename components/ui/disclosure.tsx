import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

interface DisclosureProps {
  summary: ReactNode
  isOpen?: boolean
  className?: string
  children: ReactNode
}

/** The browser's own `details`: works by keyboard, and find-in-page opens it. */
export function Disclosure({ summary, isOpen = false, className, children }: DisclosureProps) {
  return (
    <details open={isOpen} className={cn('group/disclosure min-w-0', className)}>
      <summary className="-ml-1 inline-flex min-h-6 list-none items-center gap-1 font-medium text-ink-2 text-sm hover:text-ink">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open/disclosure:rotate-90" />
        {summary}
      </summary>
      <div className="pt-1.5">{children}</div>
    </details>
  )
}
