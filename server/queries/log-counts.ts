import { setImmediate } from 'node:timers/promises'
import type { LogCount } from '../contract/log.ts'
import type { Store } from '../db/open-store.ts'
import { countSelected, type LogSelection, selectedSeqs } from './log-selection.ts'

/** The process stands still while SQLite reads so many. */
const LINES_A_BLOCK = 5000
/** An answer that takes longer says how far it came and is asked for again. */
const BUDGET_MS = 1000
const MOST_REMEMBERED = 300

/** Lines are only ever added at the end, so a block that is full keeps its count for ever. */
const remembered = new WeakMap<Store, Map<string, number[]>>()

function blocksOf(store: Store, selection: LogSelection): number[] {
  const all = remembered.get(store) ?? new Map<string, number[]>()
  remembered.set(store, all)
  const key = JSON.stringify([selection.jobId, selection.step, selection.stream, selection.level, selection.text?.toLowerCase()])
  const blocks = all.get(key) ?? []
  // The one that was used last goes last.
  all.delete(key)
  all.set(key, blocks)
  for (const oldest of all.keys()) if (all.size > MOST_REMEMBERED) all.delete(oldest)
  return blocks
}

export interface CountedLog extends LogCount {
  /** Selected lines of each block, up to `countedTo`. */
  blocks: readonly number[]
}

const firstOf = (block: number) => block * LINES_A_BLOCK + 1
const lastOf = (block: number) => (block + 1) * LINES_A_BLOCK
const blockOf = (seq: number) => Math.floor((seq - 1) / LINES_A_BLOCK)
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

export async function lastSeqOf(store: Store, jobId: string): Promise<number> {
  const last = await store.logLine.findFirst({ where: { jobId }, orderBy: { seq: 'desc' }, select: { seq: true } })
  return last?.seq ?? 0
}

/** Counts the selected lines, as far as it comes in about a second or until nobody waits; the next call goes on from there. */
export async function countLog(store: Store, selection: LogSelection, signal?: AbortSignal): Promise<CountedLog> {
  const lastSeq = await lastSeqOf(store, selection.jobId)
  const full = blocksOf(store, selection)
  const until = performance.now() + BUDGET_MS
  while (lastOf(full.length) <= lastSeq && performance.now() < until && !signal?.aborted) {
    const block = full.length
    const count = await countSelected(store, selection, firstOf(block), lastOf(block))
    // Another reader of the same words may have counted it meanwhile.
    if (full.length === block) full.push(count)
    await setImmediate()
  }
  const blocks = [...full]
  const isDone = lastOf(blocks.length) > lastSeq
  if (isDone) blocks.push(await countSelected(store, selection, firstOf(blocks.length), lastSeq))
  return { blocks, total: sum(blocks), countedTo: isDone ? lastSeq : lastOf(blocks.length - 1), lastSeq }
}

/** Numbers of `count` selected lines from a row on, rows counted from 0. */
export async function seqsFromRow(store: Store, selection: LogSelection, counted: CountedLog, row: number, count: number) {
  const seqs: number[] = []
  let before = 0
  for (const [block, lines] of counted.blocks.entries()) {
    if (lines > 0 && before + lines > row && seqs.length < count) {
      const found = await selectedSeqs(store, selection, firstOf(block), Math.min(lastOf(block), counted.countedTo))
      seqs.push(...found.slice(Math.max(0, row - before)))
      await setImmediate()
    }
    before += lines
  }
  return seqs.slice(0, count)
}

/** How many selected lines there are up to a line, itself included. */
export async function rankOf(store: Store, selection: LogSelection, counted: CountedLog, seq: number): Promise<number> {
  const block = blockOf(seq)
  const inBlock = await countSelected(store, selection, firstOf(block), seq)
  return sum(counted.blocks.slice(0, block)) + inBlock
}

/** The selected line that follows a line in the direction, around the ends; null where nothing is selected. */
export async function neighbourOf(
  store: Store,
  selection: LogSelection,
  counted: CountedLog,
  seq: number,
  move: 'next' | 'previous',
): Promise<number | null> {
  const { blocks, countedTo } = counted
  const step = move === 'next' ? 1 : -1
  const start = seq === 0 && move === 'previous' ? blocks.length - 1 : Math.min(Math.max(0, blockOf(seq)), blocks.length - 1)
  const follows = (candidate: number) => seq === 0 || (move === 'next' ? candidate > seq : candidate < seq)
  for (let turn = 0; turn <= blocks.length; turn += 1) {
    const block = (((start + turn * step) % blocks.length) + blocks.length) % blocks.length
    if ((blocks[block] ?? 0) === 0) continue
    const found = await selectedSeqs(store, selection, firstOf(block), Math.min(lastOf(block), countedTo))
    // Only in the block of the line itself something lies on the wrong side of it.
    const behind = turn === 0 ? found.filter(follows) : found
    const next = move === 'next' ? behind[0] : behind.at(-1)
    if (next !== undefined) return next
  }
  return null
}

/** Numbers of the last `count` selected lines. Read from the end, because a step that runs has its lines there. */
export async function lastSeqs(store: Store, selection: LogSelection, count: number): Promise<number[]> {
  const seqs: number[] = []
  for (let block = blockOf(await lastSeqOf(store, selection.jobId)); block >= 0 && seqs.length < count; block -= 1) {
    seqs.unshift(...(await selectedSeqs(store, selection, firstOf(block), lastOf(block))))
    await setImmediate()
  }
  return seqs.slice(-count)
}
