import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { swapMoves, swapState } from '../../domain/swap-state.ts'
import { OperatorError } from '../../errors.ts'
import type { SwapTrial } from '../../procedure/ports/metadb.ts'
import { createBeside, dropBeside } from './beside-databases.ts'
import type { ConnectionSource } from './connection-source.ts'
import { endAStatement } from './ends-statements.ts'
import type { DatabaseDefaults } from './known-defaults.ts'
import { swapTables } from './rename-tables.ts'
import { tablePlaces } from './table-places.ts'
import { toNumber } from './to-number.ts'

/** Names of the three scratch databases: in the place of a live one, of its copy, and of what is kept. */
export type ScratchNames = readonly [live: string, copy: string, kept: string]

/** Swaps tables between three scratch databases as a rollback would, ends a statement of its own, and drops them again. */
export async function probeSwap(
  source: Pick<ConnectionSource, 'use'>,
  names: ScratchNames,
  defaults: DatabaseDefaults,
): Promise<SwapTrial> {
  const refused: string[] = []
  const tried = async (work: () => Promise<void>): Promise<boolean> =>
    work().then(
      () => true,
      async (cause: unknown) => {
        await requireVerdict(source, cause)
        refused.push(wordsOf(cause))
        return false
      },
    )
  const made: string[] = []
  try {
    const creates = await tried(async () => {
      for (const name of names) {
        if ((await source.use((session) => createBeside(session, name, defaults))) === 'taken') throw new Error(`${name} exists`)
        made.push(name)
      }
    })
    const renames = creates && (await tried(() => swapScratch(source, names)))
    const kills = await tried(() => endAStatement(source))
    return { creates, renames, kills, refused }
  } finally {
    for (const name of made) await dropBeside(source, name)
  }
}

/** What came too late, or from a connection or a permit that is gone, says nothing about the server: it is an error, and no refusal. */
async function requireVerdict(source: Pick<ConnectionSource, 'use'>, cause: unknown): Promise<void> {
  if (cause instanceof OperatorError && cause.problem.code === 'timeout') throw cause
  await source.use((session) => session.plain('select 1'))
}

function wordsOf(cause: unknown): string {
  const { problem, message } = cause as { problem?: { raw?: string }; message?: string }
  return problem?.raw ?? message ?? String(cause)
}

/** Tables with a key between them, as a swap would meet them: the names of tables and keys exist on both sides. */
async function swapScratch(source: Pick<ConnectionSource, 'use'>, [live, copy, kept]: ScratchNames): Promise<void> {
  await source.use(async (session) => {
    for (const name of [live, copy]) {
      const database = quoteIdentifier(name)
      await session.plain(`create table ${database}.parent (id int primary key)`)
      await session.plain(
        `create table ${database}.child (id int primary key, p int, constraint child_p foreign key (p) references ${database}.parent (id))`,
      )
    }
    await session.plain(`insert into ${quoteIdentifier(copy)}.parent values (1)`)
  })
  const tables = ['parent', 'child']
  const triple = { database: live, copy, kept, out: tables, in: tables }
  await swapTables(source, swapMoves([triple], 'before'), { deadlineSeconds: 10 })
  await source.use(async (session) => {
    const [row] = await session.plain(`select count(*) as n from ${quoteIdentifier(live)}.parent`)
    const isSwapped = swapState([triple], await tablePlaces(session, [live, copy, kept])) === 'in'
    if (!isSwapped || toNumber(row?.['n']) !== 1) throw new Error('rename table was accepted, but the tables are not where they should be')
  })
}
