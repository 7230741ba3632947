'use client'

import type { ReactNode } from 'react'
import { useIsBrowser } from '@/components/ui/use-is-browser.ts'

/**
 * Nothing inside can be pressed or filled in before the page's scripts are there: a press would do nothing, what is typed would be
 * lost, and a form would be sent by the browser itself, with what is in it in the address.
 */
export function Hydrated({ className = 'contents', children }: { className?: string; children: ReactNode }) {
  return (
    <fieldset role="presentation" disabled={!useIsBrowser()} className={className}>
      {children}
    </fieldset>
  )
}
