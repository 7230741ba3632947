import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { CONTROL_STYLE } from './control-style.ts'

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input spellCheck={false} autoComplete="off" {...rest} className={cn(CONTROL_STYLE, 'h-9', className)} />
}
