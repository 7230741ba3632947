import { expect, test } from 'vitest'
import { Secret } from '../../domain/secret.ts'
import { restoreProblem } from './restore-problem.ts'

const login = { host: 'h', port: 1, user: 'u', password: new Secret('x') }

test.each([
  ["ERROR 1231 (42000): Variable 'sql_mode' can't be set to the value of 'restore.is.running'", 'conflict', 'backups.restoreBusy'],
  // The same number out of a dump is an error of the dump.
  [
    "ERROR 1231 (42000) at line 5: Variable 'sql_mode' can't be set to the value of 'restore.is.running'",
    'refused',
    'backups.restoreFailed',
  ],
  ['ERROR 2013 (HY000) at line 9: Lost connection to server during query', 'unavailable', 'backups.restoreLost'],
  ['ERROR 1045 (28000): Access denied for user', 'refused', 'metadb.accessDenied'],
  ["ERROR 1114 (HY000) at line 9: The table 't' is full", 'unavailable', 'backups.metaDbFull'],
  ['ERROR 1227 (42000) at line 9: Access denied; you need SUPER', 'refused', 'metadb.notAllowed'],
  // Numbers in quoted rows of the dump say nothing.
  ["ERROR 1064 (42000) at line 9: syntax error near '2013, 1045, 1114'", 'refused', 'backups.restoreFailed'],
  ['', 'refused', 'backups.restoreFailed'],
])('%j', (stderr, code, key) => {
  expect(restoreProblem({ login, database: 'rm', exitCode: 1, stderr }).problem).toMatchObject({ code, said: { key }, raw: stderr })
})
