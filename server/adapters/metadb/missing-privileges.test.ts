import { expect, test } from 'vitest'
import { oceanbase } from './dialects/oceanbase.ts'
import { missingPrivileges } from './missing-privileges.ts'
import type { Session } from './session.ts'

function sessionOf(lowerCaseTableNames: number, ...grants: string[]): Session {
  const session: Pick<Session, 'dialect' | 'plain'> = {
    dialect: oceanbase,
    plain: async (sql) => (sql.startsWith('show grants') ? grants.map((grant) => ({ grant })) : [{ lowers: lowerCaseTableNames }]),
  }
  return session as Session
}

// Everything was reported missing, and nothing could be granted that would have helped.
test('a server that ignores case keeps grants in small letters', async () => {
  const grant = 'GRANT ALL PRIVILEGES ON `rm\\_331`.* TO `oms`@`%`'
  expect(await missingPrivileges(sessionOf(1, grant), ['RM_331', 'rm_331'])).toEqual([])
  expect(await missingPrivileges(sessionOf(2, grant.replace('rm', 'RM')), ['Rm_331'])).toEqual([])
  expect((await missingPrivileges(sessionOf(0, grant), ['RM_331', 'rm_331'])).map(({ database }) => database)).toEqual(['RM_331'])
})
