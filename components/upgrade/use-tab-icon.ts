'use client'

import { useEffect } from 'react'
import type { Tone } from '@/components/ui/tone.ts'

/** Of every other page; the root layout names it too. */
const QUIET = '/state-idle.svg'

/** The state as the tab's icon, told apart by shape and not by colour alone: the title of a narrow tab cannot be read. */
export function useTabIcon(tone: Tone): void {
  useEffect(() => {
    const href = `/state-${tone}.svg`
    const links = () => document.head.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')
    const show = (wanted: string) => {
      for (const link of links()) if (link.getAttribute('href') !== wanted) link.setAttribute('href', wanted)
    }
    show(href)
    // The framework adds its own link once the page has streamed, which can be after this.
    const observer = new MutationObserver(() => show(href))
    observer.observe(document.head, { childList: true })
    return () => {
      observer.disconnect()
      show(QUIET)
    }
  }, [tone])
}
