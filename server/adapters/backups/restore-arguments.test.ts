import { expect, test } from 'vitest'
import { restoreArguments } from './restore-arguments.ts'

// MySQL 9 reads what stands behind `--` as an option where it begins with a dash.
test.each(['-x', '--help', '--init-command=drop'])('a database named %s is no option of the client', (database) => {
  expect(restoreArguments('/dev/fd/3', database, null).filter((argument) => argument.includes(database))).toEqual([
    `--database=${database}`,
  ])
})
