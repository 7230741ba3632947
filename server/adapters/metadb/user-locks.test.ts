import { expect, test } from 'vitest'
import { userLocks } from './user-locks.ts'

/** Locks of a server; `outlive`: it never frees one, as OceanBase's engine of the 4.3.5 line. */
function serverOf(outlive: boolean) {
  const held = new Map<string, number>()
  let sessions = 0
  return {
    held,
    async use<T>(work: (session: { plain(sql: string): Promise<[]> }) => Promise<T>): Promise<T> {
      const id = ++sessions
      const plain = async (sql: string): Promise<[]> => {
        const lock = /get_lock\('([^']+)', 0\)/.exec(sql)?.[1]
        if (lock === undefined) throw new Error(`not expected: ${sql}`)
        if ((held.get(lock) ?? id) !== id) throw Object.assign(new Error('held'), { errno: 1231 })
        held.set(lock, id)
        return []
      }
      try {
        return await work({ plain })
      } finally {
        for (const [lock, holder] of held) if (holder === id && !outlive) held.delete(lock)
      }
    },
  }
}

// Each restore asks: with a name of its own a time, a server that frees no lock would fill its table of locks until it is started again.
test('however often it is asked, a server that never frees a lock keeps one', async () => {
  const server = serverOf(true)
  for (const _ of [1, 2]) expect(await userLocks(server)).toBe('stay')
  expect(server.held.size).toBe(1)
})

test('a lock that ends with its session leaves none behind, also where several ask at once', async () => {
  const server = serverOf(false)
  expect(await Promise.all([userLocks(server), userLocks(server), userLocks(server)])).toEqual(['end', 'end', 'end'])
  expect(server.held.size).toBe(0)
})
