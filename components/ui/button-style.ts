import { cn } from './cn.ts'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'
export type ButtonSize = 'sm' | 'md'

const VARIANT: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border-edge bg-surface text-ink hover:bg-sunken',
  ghost: 'border-transparent text-ink-2 hover:bg-sunken hover:text-ink',
  danger: 'border-transparent bg-bad text-on-bad hover:bg-bad-hover',
}

const SIZE: Record<ButtonSize, string> = {
  sm: 'min-h-7 gap-1.5 px-2.5 text-sm [&_svg]:size-3.5',
  md: 'min-h-9 gap-2 px-3.5 text-base [&_svg]:size-4',
}

/** The look shared by buttons and by links that act like one. */
export function buttonStyle({ variant = 'secondary', size = 'md' }: { variant?: ButtonVariant; size?: ButtonSize } = {}): string {
  return cn(
    'inline-flex max-w-full shrink-0 select-none items-center justify-center rounded-md border py-1 font-medium transition-colors',
    'aria-disabled:cursor-not-allowed aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3 [&_svg]:shrink-0',
    VARIANT[variant],
    SIZE[size],
  )
}
