import type { ReactNode } from 'react'
import { cn } from './cn.ts'

interface Fact {
  label: ReactNode
  value: ReactNode
}

/** Names and values side by side; stacked where there is no room. */
export function Facts({ facts, className }: { facts: Fact[]; className?: string }) {
  return (
    <dl className={cn('grid gap-x-6 gap-y-2 sm:grid-cols-[minmax(8rem,max-content)_minmax(0,1fr)]', className)}>
      {facts.map((fact) => (
        <div key={String(fact.label)} className="sm:contents">
          <dt className="text-ink-2 text-sm sm:pt-px">{fact.label}</dt>
          <dd className="min-w-0">{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
