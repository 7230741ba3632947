import { stripVTControlCharacters } from 'node:util'
import { type LogFilter, wordsOfLevel } from '../contract/log.ts'
import { Prisma } from '../db/generated/client.ts'
import type { Store } from '../db/open-store.ts'

/** The lines of a job that a filter lets through and that hold the words, upper and lower case alike. */
export interface LogSelection extends LogFilter {
  jobId: string
  text?: string
}

const ESCAPE = '\u001b'

/** What SQL can decide of a text, and what it has to leave to JavaScript. */
interface Needle {
  folded: string
  /** The longest part of it that means the same in SQL, which knows upper and lower case of ASCII only. */
  piece: string
}

function needleOf(text: string): Needle {
  const folded = text.toLowerCase()
  const isSame = (sign: string) => sign <= '\u007f' || sign.toLowerCase() === sign.toUpperCase()
  const pieces = Array.from(folded, (sign) => (isSame(sign) ? sign : '\n'))
    .join('')
    .split('\n')
  return { folded, piece: pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '') }
}

function within({ jobId, step, stream, level }: LogSelection, from: number, to: number): Prisma.Sql {
  const conditions = [Prisma.sql`jobId = ${jobId} AND seq BETWEEN ${from} AND ${to}`]
  if (step !== undefined) conditions.push(Prisma.sql`stepId = ${step}`)
  if (stream !== undefined) conditions.push(Prisma.sql`stream = ${stream}`)
  if (level !== undefined) {
    const words = wordsOfLevel(level).map((word) => Prisma.sql`instr(text, ${word}) > 0`)
    conditions.push(Prisma.sql`(${Prisma.join(words, ' OR ')})`)
  }
  return Prisma.join(conditions, ' AND ')
}

/** Colours stand between the letters, and SQL does not see through them: such lines are looked at here. */
async function confirmed(store: Store, lines: Prisma.Sql, { folded, piece }: Needle): Promise<number[]> {
  const isPossible = folded === piece ? Prisma.sql`1 = 0` : Prisma.sql`instr(lower(text), ${piece}) > 0`
  const rows = await store.$queryRaw<{ seq: number | bigint; text: string }[]>`
    SELECT seq, text FROM LogLine WHERE ${lines} AND (instr(text, ${ESCAPE}) > 0 OR ${isPossible})`
  const holds = (text: string) => stripVTControlCharacters(text).toLowerCase().includes(folded)
  return rows.filter(({ text }) => holds(text)).map(({ seq }) => Number(seq))
}

/** Lines that SQL alone decides. */
function certain(lines: Prisma.Sql, text: string | undefined, { folded, piece }: Needle): Prisma.Sql {
  if (text === undefined) return lines
  if (folded !== piece) return Prisma.sql`1 = 0`
  return Prisma.sql`${lines} AND instr(lower(text), ${piece}) > 0 AND instr(text, ${ESCAPE}) = 0`
}

/** The numbers of the selected lines from `from` to `to`, ascending. */
export async function selectedSeqs(store: Store, selection: LogSelection, from: number, to: number): Promise<number[]> {
  const needle = needleOf(selection.text ?? '')
  const lines = within(selection, from, to)
  const rows = await store.$queryRaw<{ seq: number | bigint }[]>`SELECT seq FROM LogLine WHERE ${certain(lines, selection.text, needle)}`
  const more = selection.text === undefined ? [] : await confirmed(store, lines, needle)
  return [...rows.map(({ seq }) => Number(seq)), ...more].sort((one, other) => one - other)
}

/** How many lines from `from` to `to` are selected. */
export async function countSelected(store: Store, selection: LogSelection, from: number, to: number): Promise<number> {
  const needle = needleOf(selection.text ?? '')
  const lines = within(selection, from, to)
  const [found] = await store.$queryRaw<{ total: number | bigint }[]>`
    SELECT COUNT(*) AS total FROM LogLine WHERE ${certain(lines, selection.text, needle)}`
  const more = selection.text === undefined ? [] : await confirmed(store, lines, needle)
  return Number(found?.total ?? 0) + more.length
}
