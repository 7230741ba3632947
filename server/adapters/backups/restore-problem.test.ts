import { expect, test } from 'vitest'
import { Secret } from '../../domain/secret.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { restoreProblem } from './restore-problem.ts'

const login: MetaDbLogin = { host: 'h', port: 1, user: 'u', password: new Secret('x'), tls: { mode: 'offered' } }

test.each([
  ["ERROR 1231 (42000): Variable 'sql_mode' can't be set to the value of 'restore.is.running'", 'conflict', 'backups.restoreBusy'],
  // The same number out of a dump is an error of the dump.
  [
    "ERROR 1231 (42000) at line 5: Variable 'sql_mode' can't be set to the value of 'restore.is.running'",
    'refused',
    'backups.restoreFailed',
  ],
  ['ERROR 2013 (HY000) at line 9: Lost connection to server during query', 'unavailable', 'backups.restoreLost'],
  // The server hangs up as well: it is no broken connection, and the next try would end there too.
  [
    "ERROR 1153 (08S01) at line 9: Got a packet bigger than 'max_allowed_packet' bytes\nERROR 2006 (HY000) at line 9: Server has gone away",
    'refused',
    'metadb.packetTooSmall',
  ],
  ['ERROR 1045 (28000): Access denied for user', 'refused', 'metadb.accessDenied'],
  ["ERROR 1114 (HY000) at line 9: The table 't' is full", 'unavailable', 'backups.metaDbFull'],
  ['ERROR 1227 (42000) at line 9: Access denied; you need SUPER', 'refused', 'metadb.notAllowed'],
  // Nothing was restored in part where the client never began.
  ['ERROR 2013 (HY000): Lost connection to server at handshake', 'unavailable', 'backups.restoreNotBegun'],
  ['ERROR 2026 (HY000): TLS/SSL error: SSL is required, but the server does not support it', 'refused', 'metadb.tlsNotOffered'],
  ['ERROR 2026 (HY000): TLS/SSL error: wrong version number', 'refused', 'metadb.tlsFailed'],
  ['ERROR 2026 (HY000) at line 9: TLS/SSL error: unexpected eof', 'unavailable', 'backups.restoreLost'],
  ['ERROR 3159 (08004): Connections using insecure transport are prohibited', 'refused', 'metadb.tlsRequired'],
  ["ERROR 2059 (HY000): Authentication plugin 'parsec' cannot be loaded: /x/parsec.so", 'refused', 'metadb.unknownPlugin'],
  ["ERROR 2061 (HY000): Authentication plugin 'caching_sha2_password' reported error", 'refused', 'metadb.unknownPlugin'],
  ["ERROR 2059 (HY000): Authentication plugin 'mysql_clear_password' cannot be loaded: not enabled", 'refused', 'metadb.clearPassword'],
  ['ERROR 2013 (HY000): Plugin dialog could not be loaded: /x/dialog.so', 'refused', 'metadb.clearPassword'],
  // Numbers in quoted rows of the dump say nothing.
  ["ERROR 1064 (42000) at line 9: syntax error near '2013, 1045, 1114'", 'refused', 'backups.restoreFailed'],
  ['', 'refused', 'backups.restoreFailed'],
])('%j', (stderr, code, key) => {
  expect(restoreProblem({ login, database: 'rm', exitCode: 1, stderr }).problem).toMatchObject({ code, said: { key }, raw: stderr })
})
