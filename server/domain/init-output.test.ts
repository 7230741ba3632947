import { expect, test } from 'vitest'
import { findInitFailure, INIT_COMPLETED } from './init-output.ts'

// "Succeeds but did not" is the fifth most frequent trouble in the field: the exit code alone is no proof.
test.each(['Version before 4.1.1 is not allowed to upgrade.', '[ERROR] phase 2 failed', 'ERROR 1064 (42000) at line 3: syntax'])(
  '%s is a failure',
  (line) => {
    expect(findInitFailure(['phase 1', line, INIT_COMPLETED])).toBe(line)
  },
)

test('a calm output is no failure, also where it mentions an error log', () => {
  expect(findInitFailure(['writing to error.log', 'phase 1 of 3: no error found', INIT_COMPLETED])).toBeNull()
})
