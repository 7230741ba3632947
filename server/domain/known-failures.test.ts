import { expect, test } from 'vitest'
import { knownFailure } from './known-failures.ts'

test.each([
  ['versionNotAllowed', 'Version before 4.1.1 is not allowed to upgrade.'],
  ['noAliveHosts', 'java.lang.RuntimeException: No alive hosts in current region cn-1'],
  ['diskFull', 'mysqldump: Got errno 28 on write: No space left on device'],
  ['authentication', "Authentication plugin 'caching_sha2_password' cannot be loaded"],
  ['nameTaken', 'Conflict. The container name "/oms_340" is already in use by container "abc".'],
  ['metaDbMemory', 'java.sql.SQLException: Over tenant memory limits'],
  ['metaDbMemory', 'ERROR 4013 (HY001) at line 7: No memory or reach tenant memory limit'],
  ['metaDbTimeout', 'ERROR 4012 (HY000): Timeout, query has reached the maximum query timeout: 10000000(us)'],
  ['metaDbTransaction', '(6002, "transaction need rollback")'],
  ['metaDbTransaction', 'ERROR 6210 (25000): Transaction is timeout'],
  ['metaDbSnapshot', 'ERROR 4138 (HY000): Request to read too old versioned data'],
  ['metaDbBinaryLog', 'ERROR 1419 (HY000) at line 3: You do not have the SUPER privilege and binary logging is enabled'],
  ['metaDbGenerated', "ERROR 3105 (HY000) at line 40: The value specified for generated column 'v' in table 't' is not allowed."],
  ['metaDbPacket', "ERROR 1153 (08S01) at line 9: Got a packet bigger than 'max_allowed_packet' bytes"],
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

test.each([
  'Table oms_step has 1060 rows',
  'took 1060 ms',
  'id 1060 deleted',
  'error log has 1060 lines',
  'errno: 280',
  'port 4012 is open',
  'read 4030 rows',
])('%s is only a number', (text) => {
  expect(knownFailure([text])).toBeNull()
})

test('an unknown text is not guessed at', () => {
  expect(knownFailure(['the moon is in the wrong house', ''])).toBeNull()
})
