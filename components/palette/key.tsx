import type { ReactNode } from 'react'

/** A key as it stands on the keyboard. */
export function Key({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex min-h-6 min-w-6 items-center justify-center rounded-sm border border-edge bg-surface px-1 font-mono text-ink text-xs">
      {children}
    </kbd>
  )
}
