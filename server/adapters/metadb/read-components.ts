import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { MetaDbWriter } from '../../procedure/ports/metadb.ts'
import { missingTable } from './missing-table.ts'
import type { Session } from './session.ts'

const FINISHED = /^(FINISHED|COMPLETED|RELEASED|DELETED|DESTROYED)$/i
// Step 9.6 of the document: "you may need to manually recover the JDBCWriter or connector component". V4 calls them by the second pair.
const NEEDS_A_HAND = /JDBC_?WRITER|CONNECTOR|INCR_?SYNC|FULL_?IMPORT/i
const UNKNOWN_COLUMN = 1054

/** Writers of unfinished projects, by project and name. Only tables seen in the field are read; where they differ, there are none to name. */
export async function readComponents(session: Session, rmDatabase: string): ReturnType<MetaDbWriter['components']> {
  const rm = quoteIdentifier(rmDatabase)
  const rows = await session
    .plain(
      `select p.project_name as project, p.project_status as project_status, c.component_type as kind, c.component_name as name, c.status as status
       from ${rm}.oms_project_component c join ${rm}.oms_project p on p.id = c.project_id order by p.project_name, c.component_name`,
    )
    .catch((error: { errno?: number }) => (error.errno === UNKNOWN_COLUMN ? [] : missingTable(session, rmDatabase)(error)))
  return rows
    .filter((row) => !FINISHED.test(String(row['project_status'])) && NEEDS_A_HAND.test(String(row['kind'])))
    .map((row) => ({
      project: String(row['project']),
      kind: String(row['kind']),
      name: String(row['name']),
      status: String(row['status']),
    }))
}
