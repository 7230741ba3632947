import { expect, test } from 'vitest'
import { restoreFence } from './restore-fence.ts'
import { RESTORE_SETTINGS, restoreOpening } from './restore-session.ts'

test('a restore begins with one statement, with the fence where there is one', () => {
  const { take } = restoreFence('rm')
  expect(restoreOpening('rm', true, RESTORE_SETTINGS)).toBe(`${take}, innodb_strict_mode = 0, check_constraint_checks = 0`)
  expect(restoreOpening('rm', true, [])).toBe(take)
  expect(restoreOpening('rm', false, RESTORE_SETTINGS.slice(0, 1))).toBe('set session innodb_strict_mode = 0')
  expect(restoreOpening('rm', false, [])).toBeNull()
})
