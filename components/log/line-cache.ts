import type { LogLine } from '@/server/contract/job.ts'
import { LOG_PAGE_LINES, type LogCount, type LogPage } from '@/server/contract/log.ts'

/** 2,000 lines: what is in sight, what is near, and the end. The panel gives others in a few milliseconds, and a page that is open for a night does not grow. */
export const MOST_PAGES = 4
/** A page that is only passed while somebody drags the bar is not read. */
const READ_AFTER_MS = 80
const RETRY_MS = 5000

interface Page {
  lines: (LogLine | undefined)[]
  /** lacking: it was read, and not every line came. */
  state: 'idle' | 'reading' | 'lacking'
}

interface LineCacheParts {
  /** Without a filter a line's row follows from its number, so that one which does not come leaves its place open. */
  isWhole: boolean
  /** Lines from a row on. */
  read(row: number, signal: AbortSignal): Promise<LogPage>
  /** Called after every change of what the cache gives. */
  changed(): void
}

export interface LineCache {
  lineAt(row: number): LogLine | undefined
  /** Rows that are in sight and must be read. */
  want(first: number, last: number): void
  /** Lines of a whole log that came by themselves. */
  put(lines: readonly LogLine[]): void
  /** There are at least so many rows. */
  grow(total: number): void
  /** Asks how many rows there are now. */
  recount(): Promise<void>
  total(): number
  /** How far the panel has counted; null once it is done. */
  counting(): LogCount | null
  /** Rows in sight that were read and did not come. */
  missing(): number
  /** The panel did not say how many rows there are. */
  isStuck(): boolean
  retry(): void
  close(): void
}

const pageOf = (row: number) => Math.floor(row / LOG_PAGE_LINES)

/** Lines by row, of which only those near the reader are held; the others are read from the panel when they are wanted. */
export function createLineCache({ isWhole, read, changed }: LineCacheParts): LineCache {
  const pages = new Map<number, Page>()
  let wanted = { first: 0, last: -1 }
  let total = 0
  let count: LogCount | null = null
  let abort = new AbortController()
  let timers: NodeJS.Timeout[] = []
  let isReadPlanned = false
  let isCounting = false
  let isCountLacking = false

  const lineAt = (row: number) => pages.get(pageOf(row))?.lines[row % LOG_PAGE_LINES]

  function later(work: () => void, afterMs: number) {
    const timer = setTimeout(() => {
      timers = timers.filter((one) => one !== timer)
      work()
    }, afterMs)
    timers.push(timer)
  }

  function pageAt(number: number): Page {
    const page = pages.get(number) ?? { lines: [], state: 'idle' }
    pages.set(number, page)
    if (pages.size > MOST_PAGES) {
      const here = pageOf(wanted.last)
      const farthest = [...pages.keys()].reduce((far, one) => (Math.abs(one - here) > Math.abs(far - here) ? one : far), number)
      if (farthest !== number) pages.delete(farthest)
    }
    return page
  }

  function put(lines: readonly LogLine[], rowOf: (line: LogLine, index: number) => number) {
    lines.forEach((line, index) => {
      const row = rowOf(line, index)
      pageAt(pageOf(row)).lines[row % LOG_PAGE_LINES] = line
    })
  }

  /** Rows in sight that are not held, ascending. */
  function lacking(): number[] {
    const rows: number[] = []
    for (let row = Math.max(0, wanted.first); row <= Math.min(wanted.last, total - 1); row += 1)
      if (lineAt(row) === undefined) rows.push(row)
    return rows
  }

  function isHeld(number: number): boolean {
    const first = number * LOG_PAGE_LINES
    for (let row = first; row < Math.min(first + LOG_PAGE_LINES, total); row += 1) if (lineAt(row) === undefined) return false
    return true
  }

  function apply(number: number, answer: LogPage) {
    const first = number * LOG_PAGE_LINES
    put(answer.lines, (line, index) => (isWhole ? line.seq - 1 : first + index))
    count = { total: answer.total, countedTo: answer.countedTo, lastSeq: answer.lastSeq }
    total = Math.max(total, answer.total)
  }

  async function readPage(number: number) {
    const page = pageAt(number)
    const { signal } = abort
    page.state = 'reading'
    try {
      const answer = await read(number * LOG_PAGE_LINES, signal)
      apply(number, answer)
      page.state = isHeld(number) ? 'idle' : 'lacking'
    } catch {
      if (signal.aborted) return
      page.state = 'lacking'
    }
    if (page.state === 'lacking') {
      later(() => {
        if (page.state === 'lacking') page.state = 'idle'
        plan()
      }, RETRY_MS)
    }
    changed()
    plan()
  }

  const isCounted = () => isWhole || (count !== null && count.countedTo === count.lastSeq)

  function readWanted() {
    isReadPlanned = false
    // Before its end is known, the rows of a filter are not either.
    if (!isCounted()) return
    for (const number of new Set(lacking().map(pageOf))) if (pageAt(number).state === 'idle') void readPage(number)
  }

  function plan() {
    if (isReadPlanned) return
    isReadPlanned = true
    later(readWanted, READ_AFTER_MS)
  }

  async function recount() {
    if (isCounting) return
    isCounting = true
    const { signal } = abort
    try {
      do {
        const number = pageOf(total)
        apply(number, await read(number * LOG_PAGE_LINES, signal))
        isCountLacking = false
        changed()
      } while (!signal.aborted && !isCounted())
      plan()
    } catch {
      isCountLacking = !signal.aborted
      if (isCountLacking) later(() => void recount(), RETRY_MS)
      changed()
    } finally {
      isCounting = false
    }
  }

  return {
    lineAt,
    want(first, last) {
      wanted = { first, last }
      if (lacking().some((row) => (pages.get(pageOf(row))?.state ?? 'idle') === 'idle')) plan()
    },
    put: (lines) => put(lines, (line) => line.seq - 1),
    grow(atLeast) {
      total = Math.max(total, atLeast)
    },
    recount,
    total: () => total,
    counting: () => (isCounted() ? null : (count ?? { total: 0, countedTo: 0, lastSeq: 0 })),
    missing: () => lacking().filter((row) => pages.get(pageOf(row))?.state === 'lacking').length,
    isStuck: () => isCountLacking,
    retry() {
      for (const page of pages.values()) if (page.state === 'lacking') page.state = 'idle'
      readWanted()
      if (isCountLacking) void recount()
    },
    close() {
      abort.abort()
      abort = new AbortController()
      for (const timer of timers) clearTimeout(timer)
      timers = []
      isReadPlanned = false
      for (const page of pages.values()) if (page.state === 'reading') page.state = 'idle'
    },
  }
}
