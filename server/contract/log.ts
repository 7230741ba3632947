import { z } from 'zod'
import type { LogLine } from './job.ts'
import { StepId } from './steps.ts'

/** The lines of one page of the viewer. */
export const LOG_PAGE_LINES = 500

/** How many of the newest lines a page gets that joins a run; it reads the others when somebody scrolls to them. */
export const LOG_TAIL_LINES = 500

export const LogLevel = z.enum(['error', 'warn', 'info'])
export type LogLevel = z.infer<typeof LogLevel>

/** What a line of a level holds, spelled as the tools that OMS runs spell it. */
const LEVEL_WORDS: Record<LogLevel, readonly string[]> = {
  error: ['ERROR', 'FATAL', 'SEVERE', '[error]', 'level=error'],
  warn: ['WARN', '[Warning]', '[warn]', 'level=warn'],
  info: ['INFO', '[info]', 'level=info'],
}

/** The words of the level and of every worse one: who looks for warnings wants the errors too. */
export function wordsOfLevel(level: LogLevel): string[] {
  return LogLevel.options.slice(0, LogLevel.options.indexOf(level) + 1).flatMap((one) => LEVEL_WORDS[one])
}

/** The worst level that the text names; null where it names none. */
export function levelOf(text: string): LogLevel | null {
  return LogLevel.options.find((level) => LEVEL_WORDS[level].some((word) => text.includes(word))) ?? null
}

/** Which lines of a job are shown; all of them without any part. */
export const LogFilter = z.object({
  step: StepId.optional(),
  stream: z.enum(['panel', 'stdout', 'stderr']).optional(),
  /** This one and worse. */
  level: LogLevel.optional(),
})
export type LogFilter = z.infer<typeof LogFilter>

export const LogPageQuery = LogFilter.extend({
  /** From 0, among the lines that the filter lets through. */
  row: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(LOG_PAGE_LINES).default(LOG_PAGE_LINES),
})
export type LogPageQuery = z.infer<typeof LogPageQuery>

/** How far the panel has looked: counting a long log takes several answers, each goes on where the one before stopped. */
export interface LogCount {
  /** Lines among those up to `countedTo`. */
  total: number
  countedTo: number
  /** The job's newest line. */
  lastSeq: number
}

/** Lines from the asked row on; none while the count is not done. */
export interface LogPage extends LogCount {
  lines: LogLine[]
}

export const LogSearchQuery = LogFilter.extend({
  q: z.string().trim().min(1).max(200),
  /** The line to go on from; the search goes around the ends. */
  from: z.coerce.number().int().min(0).default(0),
  /** Without it only the count is wanted. */
  move: z.enum(['next', 'previous']).optional(),
})
export type LogSearchQuery = z.infer<typeof LogSearchQuery>

export interface LogMatch {
  seq: number
  /** From 0, among the lines that the filter lets through. */
  row: number
  /** From 1, among the matches. */
  position: number
}

/** `match` is null where there is none, where none was asked for, and while the count is not done. */
export interface LogSearch extends LogCount {
  match: LogMatch | null
}
