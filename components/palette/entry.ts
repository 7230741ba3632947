/** One thing that the palette can do. */
export interface Entry {
  id: string
  label: string
  /** Beside the label, as a job's status. */
  note?: string
  /** More that it is found by. */
  words?: string
  act: () => void
}

export interface EntryGroup {
  value: string
  items: Entry[]
}

/** Entries in which every word that was typed is found; all where nothing was typed. */
export function found(entries: readonly Entry[], typed: string): Entry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter(({ label, words: more = '' }) => words.every((word) => `${label} ${more}`.toLowerCase().includes(word)))
}
