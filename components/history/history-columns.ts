import type { HistorySort } from '@/server/contract/history.ts'

/** What can be sorted by, in the order of the list on phones. */
export const SORTS: HistorySort[] = ['number', 'started', 'downtime', 'duration']
