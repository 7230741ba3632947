import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { ConsoleClient } from './console-client.ts'
import { rowsOf } from './envelope.ts'

type Row = Map<string, unknown>

const MAXIMUM_PAGES = 100

/** Rows of a listing, page after page until `isEnough` or all are there: half a list of servers must not read as all of them. */
export async function listAll(
  client: ConsoleClient,
  action: string,
  body: object,
  isEnough: (rows: Row[]) => boolean,
  signal?: AbortSignal,
): Promise<Row[]> {
  const rows: Row[] = []
  for (let page = 1; page <= MAXIMUM_PAGES; page += 1) {
    const envelope = await client.read(action, page === 1 ? body : { ...body, pageNumber: page }, signal)
    const found = envelope.data === null || envelope.data === undefined ? [] : rowsOf(envelope.data)
    if (found === null) throw client.badAnswer(action, envelope)
    rows.push(...found)
    const total = envelope.totalCount ?? rows.length
    if (isEnough(rows) || rows.length >= total) return rows
    if (found.length === 0) throw incomplete(action, rows.length, total)
  }
  throw incomplete(action, rows.length, Number.POSITIVE_INFINITY)
}

function incomplete(action: string, found: number, total: number): OperatorError {
  return new OperatorError('refused', say('console.incomplete', { action, found, total: Number.isFinite(total) ? total : '?' }))
}
