/** What a key press asks for. */
export type Asked = { open: 'palette' | 'keys' } | { go: string } | { begin: 'g' }

export interface KeyPress {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  isComposing: boolean
}

interface KeyFacts {
  isMac: boolean
  /** The keys go into a field. */
  isTyping: boolean
  isDialogOpen: boolean
  /** The reader has not turned shortcuts of a single key off (WCAG 2.1.4). */
  singleKeys: boolean
  /** g was pressed a moment ago. */
  hasBegun: boolean
  pages: readonly { key: string; href: string }[]
}

/** Null where the key belongs to the page, to a field or to the browser. */
export function shortcutOf({ key, ctrlKey, metaKey, altKey, isComposing }: KeyPress, facts: KeyFacts): Asked | null {
  if (isComposing || altKey || facts.isDialogOpen) return null
  // On a Mac, Ctrl+K in a field deletes to the end of the line.
  if (key.toLowerCase() === 'k' && (facts.isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey)) return { open: 'palette' }
  if (ctrlKey || metaKey || facts.isTyping || !facts.singleKeys) return null
  if (key === '?') return { open: 'keys' }
  if (facts.hasBegun) {
    const page = facts.pages.find((one) => one.key === key)
    return page === undefined ? null : { go: page.href }
  }
  return key === 'g' ? { begin: 'g' } : null
}
