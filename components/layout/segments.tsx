'use client'

import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn.ts'

interface SegmentsProps<Value extends string> {
  label: string
  value: Value | null
  choices: { value: Value; label: string; lang?: string; icon?: ReactNode }[]
  onChange: (value: Value) => void
}

/** A few choices in a row, one of them pressed. */
export function Segments<Value extends string>({ label, value, choices, onChange }: SegmentsProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset needs a visible legend; these buttons act at once and belong to no form
    <div role="group" aria-label={label} className="flex gap-0.5 rounded-md bg-sunken p-0.5">
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          lang={choice.lang}
          onClick={() => onChange(choice.value)}
          title={choice.icon ? choice.label : undefined}
          className={cn(
            'inline-flex min-h-7 flex-1 items-center justify-center rounded-sm px-2 text-ink-2 text-sm hover:text-ink [&_svg]:size-4',
            choice.value === value && 'bg-surface font-medium text-ink ring-1 ring-edge',
          )}
        >
          {choice.icon}
          <span className={choice.icon ? 'sr-only' : ''}>{choice.label}</span>
        </button>
      ))}
    </div>
  )
}
