import Link from 'next/link'
import type { ComponentProps } from 'react'
import { Button } from './button.tsx'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style.ts'
import { cn } from './cn.ts'

interface ButtonLinkProps extends ComponentProps<typeof Link> {
  variant?: ButtonVariant
  size?: ButtonSize
  /** Why the page behind it is closed to the reader; shown beside it. */
  disabledReason?: string | null | undefined
}

export function ButtonLink({ variant, size, disabledReason, className, ...rest }: ButtonLinkProps) {
  if (disabledReason) {
    return (
      <Button disabledReason={disabledReason} className={className} {...(size && { size })}>
        {rest.children}
      </Button>
    )
  }
  return <Link {...rest} className={cn(buttonStyle({ ...(variant && { variant }), ...(size && { size }) }), className)} />
}
