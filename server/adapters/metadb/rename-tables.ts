import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { Move } from '../../domain/swap-state.ts'
import { OperatorError } from '../../errors.ts'
import type { ConnectionSource } from './connection-source.ts'
import { runDdl } from './run-ddl.ts'

// A foreign key of the same name on both sides: the tables have to leave before others come (METADB: seekdb 1022, MySQL 1826).
const KEY_NAME_TAKEN = new Set([1005, 1022, 1025, 1826])

interface Limits {
  deadlineSeconds: number
  signal?: AbortSignal
}

/**
 * Moves all tables out and in by one statement, which the server does as a whole or not at all; where it refuses that for the name of a
 * foreign key, by two: all out, all in. Never one database after the other. Returns how many statements it took.
 */
export async function swapTables(
  source: Pick<ConnectionSource, 'use'>,
  moves: { out: Move[]; in: Move[] },
  limits: Limits,
): Promise<number> {
  const all = [...moves.out, ...moves.in]
  if (all.length === 0) return 0
  const isSplit = moves.out.length > 0 && moves.in.length > 0
  try {
    await renameTables(source, all, limits)
    return 1
  } catch (error) {
    if (!isSplit || !isKeyNameTaken(error)) throw error
  }
  await renameTables(source, moves.out, limits)
  await renameTables(source, moves.in, limits)
  return 2
}

function isKeyNameTaken(error: unknown): boolean {
  const cause = error instanceof OperatorError ? error.cause : error
  return KEY_NAME_TAKEN.has((cause as { errno?: number } | undefined)?.errno ?? 0)
}

async function renameTables(source: Pick<ConnectionSource, 'use'>, moves: Move[], { deadlineSeconds, signal }: Limits): Promise<void> {
  const name = ({ database, table }: Move['from']): string => `${quoteIdentifier(database)}.${quoteIdentifier(table)}`
  const sql = `rename table ${moves.map(({ from, to }) => `${name(from)} to ${name(to)}`).join(', ')}`
  const databases = [...new Set(moves.flatMap(({ from, to }) => [from.database, to.database]))]
  await runDdl(source, { sql, databases, shown: 'rename', deadlineSeconds, signal })
}
