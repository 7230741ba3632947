import type { ConsoleCall, JsonPath } from '../../contract/console-calls.ts'
import { say } from '../../contract/said.ts'
import { callName } from '../../domain/console-calls/call-names.ts'
import { parameterIn, rowsIn, serverIn, totalIn } from '../../domain/console-calls/read-answers.ts'
import type { Filling } from '../../domain/console-calls/request-of.ts'
import type { Permit } from '../../engine/permit.ts'
import { OperatorError } from '../../errors.ts'
import type { ConsoleLogin, ConsoleReader, ConsoleWriter } from '../../procedure/ports/console.ts'
import type { MetaDbs } from '../../procedure/ports/metadb.ts'
import { type ChangeSteps, changeParameter } from './change-parameter.ts'
import type { ConsoleTimes } from './console-times.ts'
import { LearnedSession } from './learned-session.ts'

const HA_CONFIG = 'ha.config'
const MAXIMUM_PAGES = 100

interface Around {
  metaDbs: MetaDbs
  times: ConsoleTimes
  /** Asked right before a change. */
  permit?: Permit
}

/** The driver `learned`: calls that a person taught the panel, as data. */
export function openLearnedDriver(login: ConsoleLogin, { metaDbs, times, permit }: Around): ConsoleWriter {
  const { calls } = login
  if (calls === null) throw new OperatorError('bad-input', say('console.teach.nothingTaught'), { field: 'console.calls' })
  const { parameters, servers: serverCalls, change: changeCall } = calls
  const session = new LearnedSession(login, calls, times)

  async function found(name: string, signal?: AbortSignal): Promise<{ value: string; row: unknown }> {
    const shown = (row: unknown) => parameterIn(parameters, row, name)
    const rows = await listAll(session, parameters, { name }, (row) => shown(row) !== null, signal)
    for (const row of rows) {
      const value = shown(row)
      if (value !== null) return { value, row }
    }
    throw new OperatorError('not-found', say('console.parameterMissing', { name }), { hint: say('console.teach.again') })
  }

  const parameter: ConsoleReader['parameter'] = async (name, signal) => (await found(name, signal)).value

  const servers: ConsoleReader['servers'] = async (signal) => {
    const rows = await listAll(session, serverCalls, {}, () => false, signal)
    return rows.map((row) => {
      const server = serverIn(serverCalls, row)
      if (server === null) throw session.badAnswer(serverCalls.call, row)
      return server
    })
  }

  // The row is read again here: its id or its revision may not be what it was when the value was compared.
  const write: ChangeSteps['write'] = async ({ name, from, value }, ask, signal) => {
    const now = await found(name, signal)
    if (now.value !== from)
      throw new OperatorError('conflict', say('console.parameterChanged', { name }), { hint: say('console.reviewAgain'), raw: now.value })
    await session.change(changeCall, { name, value, row: now.row }, ask, signal)
  }

  return {
    driver: 'learned',
    parameter,
    servers,
    async probe(signal) {
      const value = await parameter(HA_CONFIG, signal)
      await servers(signal)
      await compareWithMetaDb(metaDbs, login, value, signal)
    },
    setParameter: (wish, report, signal) => changeParameter(wish, { read: parameter, write }, { times, permit, report, signal }),
    close: async () => undefined,
  }
}

/**
 * What the learned call reads, seen with other eyes: a call that shows another parameter, or another OMS, is found out before any run
 * relies on it. A MetaDB that cannot be read is another check's finding.
 */
async function compareWithMetaDb(metaDbs: MetaDbs, login: ConsoleLogin, value: string, signal?: AbortSignal): Promise<void> {
  const kept = await metaDbs
    .open(login.metaDb)
    .then(async (metaDb) => metaDb.parameter(login.databases.rm, HA_CONFIG, signal).finally(() => metaDb.close()))
    .catch(() => {
      signal?.throwIfAborted()
      return 'missing' as const
    })
  if (kept === 'missing' || sameJson(kept) === sameJson(value)) return
  throw new OperatorError('refused', say('console.teach.otherValue'), {
    hint: say('console.teach.again'),
    field: 'console.calls',
    raw: value,
  })
}

function sameJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return text
  }
}

interface Listing {
  call: ConsoleCall
  rows: JsonPath
  total: JsonPath | null
}

/** Rows page after page until one is wanted or all are there: half a list of servers must not read as all of them. */
async function listAll(
  session: LearnedSession,
  { call, rows, total }: Listing,
  filling: Filling,
  isWanted: (row: unknown) => boolean,
  signal?: AbortSignal,
): Promise<unknown[]> {
  const isPaged = call.slots.some(({ from }) => from.is === 'page')
  const all: unknown[] = []
  let last = ''
  for (let page = call.firstPage; page < call.firstPage + MAXIMUM_PAGES; page += 1) {
    const answer = await session.read(call, { ...filling, page }, signal)
    const found = rowsIn(rows, answer)
    if (found === null) throw session.badAnswer(call, answer)
    const text = JSON.stringify(found)
    // A console that does not count answers with the same page again, or with an empty one.
    if (found.length > 0 && text !== last) all.push(...found)
    const wanted = totalIn(total, answer)
    if (all.some(isWanted) || (wanted !== null && all.length >= wanted)) return all
    if (!isPaged || found.length === 0 || text === last) {
      if (wanted === null) return all
      throw new OperatorError('refused', say('console.incomplete', { action: callName(call), found: all.length, total: wanted }))
    }
    last = text
  }
  throw new OperatorError('refused', say('console.incomplete', { action: callName(call), found: all.length, total: '?' }))
}
