import type { en } from './messages/en.ts'

// The namespaces whose texts the server says; components render them in the reader's language.
type SaidNamespace =
  | 'access'
  | 'approvals'
  | 'errors'
  | 'notices'
  | 'reviews'
  | 'docker'
  | 'images'
  | 'metadb'
  | 'console'
  | 'backups'
  | 'findings'
  | 'steps'
  | 'outcomes'
  | 'choices'
  | 'failures'
  | 'proofs'
  | 'waiting'
  | 'diff'
  | 'sources'
  | 'world'
  | 'site'

/** Dotted paths to the texts of a catalogue. */
type Leaf<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaf<T[K]>}` }[keyof T & string]

export type SaidKey = { [N in SaidNamespace]: `${N}.${Leaf<(typeof en)[N]>}` }[SaidNamespace]

/** A text of the catalogue with its values: stored and sent as data, turned into words where it is read. */
export interface Said {
  key: SaidKey
  params?: Record<string, string | number>
}

export function say(key: SaidKey, params?: Record<string, string | number>): Said {
  return params === undefined ? { key } : { key, params }
}
