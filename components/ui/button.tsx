'use client'

import { LoaderCircle } from 'lucide-react'
import { type ComponentProps, useId } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style.ts'
import { cn } from './cn.ts'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  variant?: ButtonVariant
  size?: ButtonSize
  /** While it works the button keeps its place and its focus but does not act again. */
  isBusy?: boolean
  /** Why the button cannot act now; shown beside it. A button without a reason is never disabled. */
  disabledReason?: string | null | undefined
}

/** A disabled button stays focusable, so that its reason can be found by keyboard and heard. */
export function Button({
  variant,
  size,
  isBusy = false,
  disabledReason,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const reasonId = useId()
  const isIdle = isBusy || Boolean(disabledReason)
  const button = (
    <button
      {...rest}
      type={type}
      aria-disabled={isIdle || undefined}
      aria-busy={isBusy || undefined}
      aria-describedby={disabledReason ? reasonId : rest['aria-describedby']}
      className={cn(buttonStyle({ ...(variant && { variant }), ...(size && { size }) }), className)}
      onClick={(event) => (isIdle ? event.preventDefault() : onClick?.(event))}
    >
      {isBusy && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  )
  if (!disabledReason) return button
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      {button}
      <span id={reasonId} className="max-w-prose text-ink-2 text-sm">
        {disabledReason}
      </span>
    </span>
  )
}
