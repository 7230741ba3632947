import { expect, test } from 'vitest'
import { knownFailure } from './known-failures.ts'

test.each([
  ['versionNotAllowed', 'Version before 4.1.1 is not allowed to upgrade.'],
  ['noAliveHosts', 'java.lang.RuntimeException: No alive hosts in current region cn-1'],
  ['diskFull', 'mysqldump: Got errno 28 on write: No space left on device'],
  ['authentication', "Authentication plugin 'caching_sha2_password' cannot be loaded"],
  ['nameTaken', 'Conflict. The container name "/oms_340" is already in use by container "abc".'],
  ['gone', 'ERROR 2006 (HY000) at line 12: Server has gone away'],
])('%s is known by its text', (id, text) => {
  expect(knownFailure(['something before', text])).toMatchObject({ id, cause: { key: `failures.${id}.cause` } })
})

test.each(['ERROR 1060 (42S21) at line 3', 'ERROR 1060: x', 'Error code: 1060', '(1060, "Duplicate")', 'errno=1060'])(
  '%s is error 1060',
  (text) => {
    expect(knownFailure([text])).toMatchObject({ id: 'duplicateColumn' })
  },
)

test.each(['Table oms_step has 1060 rows', 'took 1060 ms', 'id 1060 deleted', 'error log has 1060 lines', 'errno: 280'])(
  '%s is only a number',
  (text) => {
    expect(knownFailure([text])).toBeNull()
  },
)

test('an unknown text is not guessed at', () => {
  expect(knownFailure(['the moon is in the wrong house', ''])).toBeNull()
})
