import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { CONTROL_STYLE } from './control-style.ts'

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={3} {...rest} className={cn(CONTROL_STYLE, 'py-2', className)} />
}
