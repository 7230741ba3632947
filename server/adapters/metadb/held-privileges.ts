import type { Grant } from './grants.ts'

/** Whether these grants give `privilege` on `database`, or on everything where `database` is null. */
export function holdsPrivilege(grants: readonly Grant[], privilege: string, database: string | null): boolean {
  const grantees = new Set(grants.map(({ grantee }) => grantee))
  return [...grantees].some((grantee) =>
    granteeHolds(
      grants.filter((grant) => grant.grantee === grantee),
      privilege,
      database,
    ),
  )
}

function granteeHolds(grants: readonly Grant[], privilege: string, database: string | null): boolean {
  const covers = (grant: Grant): boolean => grant.privileges.some((name) => name === privilege || /^ALL( PRIVILEGES)?$/.test(name))
  const isRevoked = grants.some((grant) => grant.revokes && grant.databasePattern === database && covers(grant))
  const isGlobal = grants.some((grant) => !grant.revokes && grant.databasePattern === null && covers(grant))
  if (isGlobal && !isRevoked) return true
  if (database === null) return false
  // Of several patterns that match, the server uses the most specific one alone and does not add them up.
  const matching = grants.filter((grant) => !grant.revokes && grant.databasePattern !== null && matches(grant.databasePattern, database))
  const best = Math.max(...matching.map(({ databasePattern }) => literalLength(databasePattern ?? '')))
  return matching.some((grant) => literalLength(grant.databasePattern ?? '') === best && covers(grant))
}

function matches(pattern: string, database: string): boolean {
  const expression = tokens(pattern).map((token) => (token === '%' ? '.*' : token === '_' ? '.' : escapeRegExp(token.at(-1) ?? '')))
  return new RegExp(`^${expression.join('')}$`, 's').test(database) || pattern === database
}

/** Characters before the first wildcard; a pattern without one is the most specific. */
function literalLength(pattern: string): number {
  const parts = tokens(pattern)
  const wildcard = parts.findIndex((token) => token === '%' || token === '_')
  return wildcard === -1 ? Number.MAX_SAFE_INTEGER : wildcard
}

function tokens(pattern: string): string[] {
  return pattern.match(/\\.|./gsu) ?? []
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
