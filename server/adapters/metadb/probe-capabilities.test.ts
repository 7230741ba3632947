import { expect, test } from 'vitest'
import { mysql } from './dialects/mysql.ts'
import { probeCapabilities } from './probe-capabilities.ts'
import type { Row, Session } from './session.ts'

interface Site {
  /** What the statement of the fence does in one session after the other; the last one goes on so. */
  fence?: (null | number)[]
  kill?: number
  told?: number
  limit?: string
}

/** A server that answers as MySQL does, and otherwise as the site says. */
function sourceOf({ fence = [null, 1231, null], kill = 1094, told = 3, limit = '0' }: Site): Parameters<typeof probeCapabilities>[0] {
  let taken = 0
  const refuse = (errno: number) => Object.assign(new Error(`error ${errno}`), { errno })
  const plain = async (sql: string): Promise<Row[]> => {
    if (sql.includes('get_lock')) {
      const errno = fence[Math.min(taken, fence.length - 1)] ?? null
      taken += 1
      if (errno !== null) throw refuse(errno)
    }
    if (sql.startsWith('kill')) throw refuse(kill)
    if (sql.startsWith('show grants')) return [{ grant: 'GRANT USAGE ON *.* TO `oms`@`%`' }]
    if (sql.startsWith('show') && sql.replaceAll('\\', '').includes('max_execution_time'))
      return [{ variable_name: 'max_execution_time', value: limit }]
    if (sql.startsWith('select version()')) return [{ version: '8.0.36', comment: '', epoch: '1' }]
    return [{ id: 1, roles: 'NONE' }]
  }
  const rows = async (sql: string): Promise<Row[]> => (sql.includes('count(engine)') ? [{ n: 3, told }] : [{ id: 1 }])
  const session = {
    dialect: mysql,
    plain,
    rows,
    prepares: async () => true,
    allowLongStatements: async () => undefined,
  } as unknown as Session
  return { use: (work) => work(session) }
}

// A fence that is not one would let two restores write into one database.
test.each<[string, (null | number)[], string]>([
  ['a second session is refused, and a later one is not', [null, 1231, 1231, null], 'end'],
  ['the lock outlives its session', [null, 1231], 'stay'],
  ['the lock of an earlier try is held for good', [1231], 'stay'],
  ['the lock of a try beside this one ends', [1231, 1231, null], 'end'],
  ['a second session takes the same lock', [null, null], 'none'],
  ['there is no such function', [1305, null], 'none'],
  ['a proxy supports no locks', [1235, null], 'none'],
  ['everything is refused, as with a subquery in the statement', [1242, 1242], 'none'],
])('%s', async (_, fence, userLocks) => {
  expect(await probeCapabilities(sourceOf({ fence }), ['rm'])).toMatchObject({ userLocks })
})

test('a proxy that does not know the session ends nothing', async () => {
  expect(await probeCapabilities(sourceOf({}), ['rm'])).toMatchObject({ endsStatements: false })
})

// mariadb-dump takes a table without an engine for a view: no rows, and exit 0.
test.each([
  [3, true],
  [0, false],
])('of 3 tables %i have an engine in the catalogue', async (told, tellsEngine) => {
  expect(await probeCapabilities(sourceOf({ told }), ['rm'])).toMatchObject({ tellsEngine })
})

test('a limit that stays after it was lifted is told', async () => {
  expect(await probeCapabilities(sourceOf({ limit: '1500' }), ['rm'])).toMatchObject({ statementLimitSeconds: 1.5, liftsLimit: false })
  expect(await probeCapabilities(sourceOf({}), ['rm'])).toMatchObject({ statementLimitSeconds: null, liftsLimit: true })
})
