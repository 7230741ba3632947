import { readJson } from '@/components/read/read-json.ts'
import type { LogLine } from '@/server/contract/job.ts'
import { LOG_PAGE_LINES, type LogFilter, type LogPage } from '@/server/contract/log.ts'

/** The parts of a filter that are set, as the routes of the log read them. */
export function filterParams(filter: LogFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

/** One page of lines from a row on. Throws ReadError. */
export async function readLogPage(jobId: string, filter: LogFilter, row: number, signal?: AbortSignal): Promise<LogPage> {
  const asked = new URLSearchParams({ ...filterParams(filter), row: String(row) })
  return await readJson<LogPage>(`/api/upgrades/${encodeURIComponent(jobId)}/log/lines?${asked}`, signal)
}

/** All lines from a row on, page after page. Throws ReadError. */
export async function readLines(jobId: string, filter: LogFilter, row: number, count: number): Promise<LogLine[]> {
  const lines: LogLine[] = []
  while (lines.length < count) {
    const page = await readLogPage(jobId, filter, row + lines.length)
    lines.push(...page.lines)
    if (page.lines.length < LOG_PAGE_LINES) break
  }
  return lines.slice(0, count)
}
