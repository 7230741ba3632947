import { expect, test } from 'vitest'
import { restoreFence } from './restore-fence.ts'

// MySQL refuses lock names of more than 64 characters, and takes names for equal that differ only in case.
test('every database has a lock of its own that every server takes, whatever its name', () => {
  const locks = ['rm', 'RM', "r'm", '元', 'x'.repeat(64), ''].map((name) => restoreFence(name).lock)
  expect(new Set(locks).size).toBe(locks.length)
  for (const lock of locks) expect(lock).toMatch(/^[a-z0-9.]{1,64}$/)
  expect(restoreFence("r'm").take).not.toContain("r'm")
})
