import { grantStatement, type RoutineGrant } from '../../domain/databases/routine-grant.ts'
import { isRefusal, type Session } from './session.ts'

const RIGHTS = new Set(['execute', 'alter routine'])

/** Who was granted single routines of these databases; null where the account may not read that. */
export async function routineGrants(session: Session, databases: readonly string[]): Promise<RoutineGrant[] | null> {
  if (databases.length === 0) return []
  try {
    const rows = await session.rows(
      `select db, routine_name as name, lower(routine_type) as kind, user, host, lower(proc_priv) as rights
         from mysql.procs_priv where db in (${databases.map(() => '?').join(', ')}) and routine_type in ('PROCEDURE', 'FUNCTION')
        order by 1, 2, 3, 4, 5`,
      [...databases],
    )
    return rows.map(({ db, name, kind, user, host, rights }) => {
      const held = String(rights).split(',')
      return {
        database: String(db),
        kind: kind === 'function' ? 'function' : 'procedure',
        name: String(name),
        user: String(user),
        host: String(host),
        rights: held.filter((right) => RIGHTS.has(right)),
        isGrantable: held.includes('grant'),
      }
    })
  } catch (error) {
    if (!isRefusal(error)) throw error
    return null
  }
}

/** What dropping and creating a routine took away. */
export async function grantRoutine(session: Session, grant: RoutineGrant): Promise<void> {
  await session.plain("set session sql_mode = ''")
  await session.plain(grantStatement(grant))
}
