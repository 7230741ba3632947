import { expect, test } from 'vitest'
import { chooseDialect } from './choose-dialect.ts'

function family(version: string, comment: string, ...names: string[]): string {
  return chooseDialect({ version, comment, variables: new Map(names.map((name) => [name, '1'])) }).family
}

// Taken for another family, a server is asked for statements that it refuses in the window, or its limits are not raised.
test.each([
  ['8.0.36', 'MySQL Community Server - GPL', ['max_execution_time'], 'mysql'],
  ['9.7.0', 'MySQL Community Server - GPL', ['max_execution_time'], 'mysql'],
  ['10.11.6-MariaDB-1', 'Debian 12', ['max_statement_time'], 'mariadb'],
  ['8.0.11', 'behind a MaxScale that says it is MySQL', ['max_statement_time'], 'mariadb'],
  ['5.7.25-OceanBase-v4.2.1.8', 'OceanBase 4.2.1.8', ['ob_query_timeout', 'max_execution_time'], 'oceanbase'],
  ['5.6.25', 'behind a proxy that hides it', ['ob_query_timeout', 'max_execution_time'], 'oceanbase'],
  ['8.0.36-mariadb-like', 'not OceanBase', ['max_execution_time'], 'mysql'],
  ['5.5.62', '', [], 'mysql'],
  ['5.5.5-10.0.38-MariaDB', '', [], 'mariadb'],
  ['5.6.25', 'OceanBase 1.4.79', [], 'oceanbase'],
])('%s, %s with %j is %s', (version, comment, names, wanted) => {
  expect(family(version, comment, ...names)).toBe(wanted)
})
