import type { Said } from '../../contract/said.ts'

/** What tells one content of a table from another. `none`: this server or this table has no proof, for a reason that people are told. */
export type ContentProof = { by: 'checksum' | 'digest'; value: string } | { by: 'none'; why: Said }

export interface TableContent {
  name: string
  rows: number
  proof: ContentProof
}

/** What a database holds, counted and proven. Sorted by name. */
export interface Contents {
  database: string
  tables: TableContent[]
}
