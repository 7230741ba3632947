import { setTimeout as pause } from 'node:timers/promises'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

const GONE_WITHIN_SECONDS = 60
const POLL_MS = 50

interface Own {
  /** What the marks of the statements have in common. */
  mark: string
  /** Databases that the panel made: whoever of its own account uses them is a restore that it began. */
  databases: readonly string[]
}

/**
 * Ends whatever earlier attempts left running on the server, and waits until it is seen to have ended. Where the server refuses to end
 * it (a proxy that is not the one it came through: 1094), it is waited for. Returns how many there were.
 */
export async function endOwnStatements(
  session: Pick<Session, 'plain' | 'rows'>,
  own: Own,
  { withinSeconds = GONE_WITHIN_SECONDS, signal }: { withinSeconds?: number; signal?: AbortSignal } = {},
): Promise<number> {
  const asked = new Map<number, string | null>()
  const deadline = performance.now() + withinSeconds * 1000
  for (;;) {
    const left = await ownStatements(session, own)
    if (left.length === 0) return asked.size
    for (const id of left.filter((one) => !asked.has(one))) {
      const refusal = await session.plain(`kill ${id}`).then(
        () => null,
        (error: { errno?: number; message?: string }) => {
          if (error.errno === undefined) throw error
          return String(error.message)
        },
      )
      asked.set(id, refusal)
    }
    if (performance.now() > deadline) {
      const refusals = left.flatMap((id) => asked.get(id) ?? [])
      const said = say(refusals.length > 0 ? 'metadb.ownStatementsCannotEnd' : 'metadb.ownStatementsLeft', {
        count: left.length,
        sessions: left.join(', '),
        seconds: withinSeconds,
      })
      throw new OperatorError('timeout', said, {
        hint: say('metadb.endThemYourself'),
        ...(refusals.length > 0 && { raw: [...new Set(refusals)].join('\n') }),
      })
    }
    await pause(POLL_MS, undefined, { signal })
  }
}

async function ownStatements(session: Pick<Session, 'rows'>, { mark, databases }: Own): Promise<number[]> {
  const using =
    databases.length === 0 ? '' : ` or (user = substring_index(user(), '@', 1) and db in (${databases.map(() => '?').join(', ')}))`
  // By whole texts: a mark may be cut off nowhere else than at its end.
  const rows = await session.rows(
    `select id from information_schema.processlist where id <> connection_id() and (locate(?, info) > 0${using})`,
    [mark, ...databases],
  )
  return rows.map((row) => toNumber(row['id']))
}
