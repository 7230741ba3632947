import type { LogSearch, LogSearchQuery } from '../contract/log.ts'
import type { Store } from '../db/open-store.ts'
import { countLog, neighbourOf, rankOf } from './log-counts.ts'

/** True count of the lines that hold the words as they are, and the next or previous of them. */
export async function searchLog(
  store: Store,
  jobId: string,
  { q, from, move, ...filter }: LogSearchQuery,
  signal?: AbortSignal,
): Promise<LogSearch> {
  const shown = { ...filter, jobId }
  const sought = { ...shown, text: q }
  const { blocks, ...matches } = await countLog(store, sought, signal)
  if (move === undefined || matches.total === 0 || matches.countedTo < matches.lastSeq) return { ...matches, match: null }
  const isFiltered = Object.values(filter).some((part) => part !== undefined)
  const rows = isFiltered ? await countLog(store, shown, signal) : null
  if (rows !== null && rows.countedTo < rows.lastSeq) return { ...matches, countedTo: rows.countedTo, match: null }
  const seq = await neighbourOf(store, sought, { blocks, ...matches }, from, move)
  if (seq === null) return { ...matches, match: null }
  const position = await rankOf(store, sought, { blocks, ...matches }, seq)
  const row = rows === null ? seq - 1 : (await rankOf(store, shown, rows, seq)) - 1
  return { ...matches, match: { seq, row, position } }
}
