import type { MetaDbServer } from '../../procedure/ports/metadb.ts'
import { type Grant, parseGrants } from './grants.ts'
import type { Session } from './session.ts'

/** The grants that count in this session: the account's own and those of its active roles. */
export async function readGrants(session: Session, flavour: MetaDbServer['flavour']): Promise<Grant[]> {
  const lines = await showGrants(session, 'show grants')
  if (flavour === 'mysql') {
    // MySQL 8 names the roles only; USING makes it say what the active ones give. Before 8.0 there is no such function (1305).
    const [row] = await session.plain('select current_role() as roles').catch(() => [])
    const roles = String(row?.['roles'] ?? 'NONE')
    if (roles !== 'NONE' && roles !== '') lines.push(...(await showGrants(session, `show grants for current_user() using ${roles}`)))
  }
  return parseGrants(lines)
}

async function showGrants(session: Session, sql: string): Promise<string[]> {
  return (await session.plain(sql)).flatMap((row) => Object.values(row).map(String))
}
