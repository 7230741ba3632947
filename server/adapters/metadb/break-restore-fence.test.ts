import { expect, test } from 'vitest'
import { breakRestoreFence } from './break-restore-fence.ts'

interface Other {
  id: number
  user: string
}

/** A server without user locks, as OceanBase before V4: what it answers to the statements of the fence. */
function withoutLocks(others: Other[], { obeys = true } = {}) {
  const killed: string[] = []
  return {
    killed,
    async plain(sql: string) {
      if (sql.includes('is_used_lock')) throw Object.assign(new Error('FUNCTION is_used_lock does not exist'), { errno: 1305 })
      if (sql.startsWith('kill')) {
        killed.push(sql)
        return []
      }
      return [{ user: 'oms' }]
    },
    async rows() {
      const left = obeys ? others.filter(({ id }) => !killed.includes(`kill connection ${id}`)) : others
      return left.map((other) => ({ ...other, host: 'h', db: 'rm', time: 1 }))
    },
  }
}

test('without user locks the sessions of the own account in that database end, and nobody else’s', async () => {
  const server = withoutLocks([
    { id: 5, user: 'oms' },
    { id: 6, user: 'dba' },
    { id: 7, user: 'oms' },
  ])
  expect(await breakRestoreFence(server, 'rm')).toBe(2)
  expect(server.killed).toEqual(['kill connection 5', 'kill connection 7'])
})

// Dropping the database while the other one writes would mix two restores.
test('a session that does not end is an error, and it is told to end only once', async () => {
  const server = withoutLocks([{ id: 5, user: 'oms' }], { obeys: false })
  await expect(breakRestoreFence(server, 'rm', 0.2)).rejects.toMatchObject({ problem: { code: 'timeout' } })
  expect(server.killed).toEqual(['kill connection 5'])
})

// Seen on OceanBase's engine: a lock outlives the session that took it. After one killed restore no rollback could have begun again.
test('a lock whose session is long gone keeps nobody waiting, and what restores in spite of it is ended', async () => {
  const others = [{ id: 5, user: 'oms' }]
  const server = withoutLocks(others)
  const stale = {
    ...server,
    async plain(sql: string) {
      if (sql.includes('is_used_lock')) return [{ holder: 7 }]
      if (sql === 'kill connection 7') throw Object.assign(new Error('Unknown thread id: 7'), { errno: 1094 })
      return sql.endsWith('where id = 7') ? [] : await server.plain(sql)
    },
  }
  expect(await breakRestoreFence(stale, 'rm', 5)).toBe(1)
  expect(server.killed).toEqual(['kill connection 5'])
})

// Behind OBProxy: the restore goes on in a session that this process of the proxy cannot end.
test('a session that cannot be ended and still runs is no session that is gone', async () => {
  const server = withoutLocks([{ id: 5, user: 'oms' }])
  const proxied = {
    ...server,
    async plain(sql: string) {
      if (sql.startsWith('kill')) throw Object.assign(new Error('Unknown thread id: 5'), { errno: 1094 })
      return sql.endsWith('where id = 5') ? [{ id: 5 }] : await server.plain(sql)
    },
  }
  await expect(breakRestoreFence(proxied, 'rm', 0.2)).rejects.toMatchObject({ errno: 1094 })
})
