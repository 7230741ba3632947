import { type ReactNode, useId } from 'react'
import { cn } from './cn.ts'

export interface RadioChoice<Value extends string> {
  value: Value
  label: ReactNode
  description?: ReactNode
  /** Why it cannot be chosen; also disables it. */
  disabledReason?: string | undefined
}

interface RadioCardsProps<Value extends string> {
  legend: ReactNode
  isLegendHidden?: boolean
  name: string
  value: Value | null
  choices: RadioChoice<Value>[]
  onChange: (value: Value) => void
  error?: ReactNode
  className?: string
}

/** Native radio buttons as cards: arrow keys move, the whole card is the target. */
export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { legend, isLegendHidden = false, name, value, choices, onChange, error, className } = props
  const id = useId()
  return (
    <fieldset className="space-y-1.5" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={cn('font-medium text-sm', isLegendHidden && 'sr-only')}>{legend}</legend>
      <div className={cn('grid gap-2', className)}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={cn(
              'flex items-start gap-2.5 rounded-md border border-line bg-surface px-3 py-2.5 has-checked:border-accent has-checked:bg-accent-soft',
              'has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
              choice.disabledReason ? 'cursor-not-allowed bg-sunken text-ink-2' : 'cursor-pointer hover:border-edge',
            )}
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={value === choice.value}
              disabled={Boolean(choice.disabledReason)}
              onChange={() => onChange(choice.value)}
              className="mt-1 size-4 shrink-0 accent-accent focus-visible:outline-none"
            />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{choice.label}</span>
              {choice.description && <span className="block text-ink-2 text-sm">{choice.description}</span>}
              {choice.disabledReason && <span className="block text-sm">{choice.disabledReason}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className="font-medium text-bad text-sm">
          {error}
        </p>
      )}
    </fieldset>
  )
}
