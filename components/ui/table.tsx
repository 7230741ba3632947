import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

interface TableProps extends ComponentProps<'table'> {
  /** Names the table; also the name of its scrolling frame. */
  label: string
}

/**
 * Scrolls sideways by itself where it does not fit, and can be reached by keyboard there. Relative, so that words for screen readers
 * in its cells scroll with it and do not widen the page.
 */
export function Table({ label, className, ...rest }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reachable by keyboard
    <figure className="relative overflow-x-auto" tabIndex={0} aria-label={label}>
      <table
        {...rest}
        aria-label={label}
        className={cn(
          'w-full border-collapse text-left text-base',
          '[&_td]:border-line [&_td]:border-b [&_td]:px-4 [&_td]:py-2.5 [&_td]:align-top [&_tbody_tr:last-child>*]:border-b-0 [&_tbody_th]:align-top',
          '[&_th]:whitespace-nowrap [&_th]:border-line [&_th]:border-b [&_th]:px-4 [&_th]:py-2 [&_th]:font-medium [&_th]:text-ink-2 [&_th]:text-sm',
          className,
        )}
      />
    </figure>
  )
}
