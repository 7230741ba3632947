import { type ReactNode, useId } from 'react'
import { cn } from './cn.ts'

interface SectionProps {
  /** Where links to this part of a page lead. */
  id?: string
  title?: ReactNode
  description?: ReactNode
  actions?: ReactNode
  /** Without padding, for tables and lists that reach the edges. */
  isFlush?: boolean
  className?: string
  children: ReactNode
}

/** A titled surface: the panel's only kind of card. */
export function Section({ id: anchor, title, description, actions, isFlush = false, className, children }: SectionProps) {
  const id = useId()
  return (
    <section
      id={anchor}
      aria-labelledby={title ? id : undefined}
      className={cn('min-w-0 rounded-lg border border-line bg-surface', className)}
    >
      {(title || actions) && (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line border-b px-4 py-3">
          <div className="min-w-0">
            <h2 id={id} className="font-semibold">
              {title}
            </h2>
            {description && <p className="max-w-prose text-ink-2 text-sm">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={isFlush ? '' : 'p-4'}>{children}</div>
    </section>
  )
}
