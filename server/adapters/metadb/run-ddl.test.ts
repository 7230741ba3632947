import { expect, test } from 'vitest'
import { OperatorError } from '../../errors.ts'
import { runDdl } from './run-ddl.ts'
import type { Session } from './session.ts'

const RENAME = 'rename table a.t to b.t'

/** A server where a rename waits for a lock as long as nobody ends it, as OceanBase's engine does. */
function serverThatWaits() {
  const killed: string[] = []
  let end: (error: Error) => void = () => undefined
  const session = {
    allowLongStatements: async () => undefined,
    limitLockWait: async () => undefined,
    dialect: { lockHolders: async () => ['session 7: oms@h, no database, Sleep for 600 s'] },
    async plain(sql: string) {
      if (sql.startsWith('select connection_id')) return [{ id: 42 }]
      if (sql.startsWith('kill')) {
        killed.push(sql)
        end(Object.assign(new Error('Query execution was interrupted'), { errno: 1317 }))
        return []
      }
      return await new Promise((_, reject) => {
        end = reject
      })
    },
  } as unknown as Session
  return { killed, use: <T>(work: (one: Session) => Promise<T>): Promise<T> => work(session) }
}

// With OMS down, a person sees a step that runs, and no end of it: for more than ten minutes when it was tried.
test('a statement that waits without end is ended at its deadline, and who holds the lock is named', async () => {
  const server = serverThatWaits()
  const ddl = runDdl(server, { sql: RENAME, databases: ['a', 'b'], shown: 'rename', deadlineSeconds: 0.01 })
  const problem = await ddl.then(
    () => null,
    (error: unknown) => (error instanceof OperatorError ? error.problem : error),
  )
  expect(problem).toMatchObject({
    code: 'timeout',
    said: { key: 'metadb.renameBlocked' },
    hint: { key: 'metadb.endHolders' },
    raw: expect.stringContaining('session 7: oms@h'),
  })
  expect(server.killed).toEqual(['kill query 42'])
})
