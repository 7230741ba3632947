import type { HistoryFilter } from '../contract/history.ts'
import { Prisma } from '../db/generated/client.ts'
import type { Store } from '../db/open-store.ts'
import { NEVER } from '../domain/job-summary.ts'

interface Selection {
  /** FROM with its joins; the job's summary is `s`. */
  from: Prisma.Sql
  where: Prisma.Sql[]
  /** The job's number, out of the index that the search begins at: so it comes in order and need not be sorted. */
  number: Prisma.Sql
}

/** A pattern for LIKE … ESCAPE '!' in which what a person typed means itself. */
function containing(word: string): string {
  return `%${word.replaceAll(/[!%_]/g, (sign) => `!${sign}`)}%`
}

/** Installations are looked for by the name they have now; a job keeps only their id. */
async function wordCondition(store: Store, word: string): Promise<Prisma.Sql> {
  const pattern = containing(word)
  const named = await store.$queryRaw<{ id: string }[]>`SELECT id FROM Installation WHERE LOWER(name) LIKE ${pattern} ESCAPE '!'`
  const inText = Prisma.sql`s.searchText LIKE ${pattern} ESCAPE '!'`
  if (named.length === 0) return inText
  return Prisma.sql`(${inText} OR s.installationId IN (${Prisma.join(named.map(({ id }) => id))}))`
}

/**
 * The jobs that a filter lets through, in SQL that SQLite and the MySQL-protocol databases both read. People and versions begin at
 * their own index, because they stand in several columns.
 */
export async function historyWhere(store: Store, filter: HistoryFilter): Promise<Selection> {
  const { installation, status, person, version, since, until, glass, text } = filter
  const joins: Prisma.Sql[] = []
  const where: Prisma.Sql[] = []
  if (person !== undefined) {
    joins.push(Prisma.sql`JOIN JobTerm p ON p.number = s.number`)
    where.push(Prisma.sql`p.kind = 'person' AND p.value = ${person}`)
  }
  if (version !== undefined) {
    joins.push(Prisma.sql`JOIN JobTerm v ON v.number = s.number`)
    where.push(Prisma.sql`v.kind = 'version' AND v.value = ${version}`)
  }
  if (installation !== undefined) where.push(Prisma.sql`s.installationId = ${installation}`)
  if (status !== undefined) where.push(Prisma.sql`s.status = ${status}`)
  if (since !== undefined) where.push(Prisma.sql`s.startedAt >= ${new Date(since)}`)
  if (until !== undefined) where.push(Prisma.sql`s.startedAt < ${new Date(until)}`)
  if (until !== undefined && since === undefined) where.push(Prisma.sql`s.startedAt > ${NEVER}`)
  if (glass !== undefined) where.push(Prisma.sql`s.isGlassBroken = ${true}`)
  for (const word of (text ?? '').toLowerCase().split(/\s+/).filter(Boolean)) where.push(await wordCondition(store, word))
  const number = person !== undefined ? Prisma.sql`p.number` : version !== undefined ? Prisma.sql`v.number` : Prisma.sql`s.number`
  return { number, from: Prisma.sql`FROM JobSummary s ${joins.length > 0 ? Prisma.join(joins, ' ') : Prisma.empty}`, where }
}
