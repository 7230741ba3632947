'use client'

import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn.ts'
import { CONTROL_STYLE } from '@/components/ui/control-style.ts'
import { Field } from '@/components/ui/field.tsx'
import { RestoredHint } from './restored-hint.tsx'
import type { Draft } from './use-draft.ts'

interface WordsFieldProps {
  draft: Draft<string>
  label: string
  hint: ReactNode
  maxLength: number
  onType?: () => void
}

/** Room for a few sentences, which says where they were typed earlier. */
export function WordsField({ draft, label, hint, maxLength, onType }: WordsFieldProps) {
  return (
    <Field label={label} hint={<RestoredHint isRestored={draft.isRestored}>{hint}</RestoredHint>}>
      {(control) => (
        <textarea
          {...control}
          rows={3}
          maxLength={maxLength}
          value={draft.values}
          onChange={(event) => {
            draft.change(() => event.target.value)
            onType?.()
          }}
          className={cn(CONTROL_STYLE, 'py-1.5')}
        />
      )}
    </Field>
  )
}
