import type { AuditChoices, AuditFilter, AuditPage } from '../contract/audit.ts'
import type { Store } from '../db/open-store.ts'
import { auditWhere } from './audit-where.ts'

const AUDIT_ROWS_A_PAGE = 50

/** The newest rows that the filter lets through, older than the row `olderThan`. */
export async function listAudit(store: Store, filter: AuditFilter, olderThan: number | null): Promise<AuditPage> {
  const found = await store.auditEvent.findMany({
    where: { AND: [auditWhere(filter), olderThan === null ? {} : { id: { lt: olderThan } }] },
    orderBy: { id: 'desc' },
    take: AUDIT_ROWS_A_PAGE + 1,
  })
  const rows = found.slice(0, AUDIT_ROWS_A_PAGE)
  const subjects = [...new Set(rows.map((row) => row.subject))]
  const installationIds = [...new Set([...subjects, ...rows.flatMap((row) => row.installationId ?? [])])]
  const [jobs, installations, people] = await Promise.all([
    store.upgradeJob.findMany({ where: { id: { in: subjects } }, select: { id: true, number: true } }),
    store.installation.findMany({ where: { id: { in: installationIds } }, select: { id: true, name: true } }),
    store.user.findMany({ where: { id: { in: subjects } }, select: { id: true, name: true } }),
  ])
  return {
    rows: rows.map(({ id, at, actor, role, address, action, outcome, subject, installationId, detailJson, hash }) => ({
      ...{ id, actor, role, address, action, outcome, subject, detailJson, hash },
      at: at.toISOString(),
      job: jobs.find((job) => job.id === subject) ?? null,
      installation: installations.find((one) => one.id === (installationId ?? subject)) ?? null,
      person: people.find((one) => one.id === subject)?.name ?? null,
    })),
    olderThan: found.length > AUDIT_ROWS_A_PAGE ? (rows.at(-1)?.id ?? null) : null,
  }
}

/** What the filter can be set to: who is in the trail, and the installations. */
export async function auditChoices(store: Store): Promise<AuditChoices> {
  const [people, installations] = await Promise.all([
    // One look into the index a name, so that a long trail is not read for its few people.
    store.$queryRaw<{ actor: string | null }[]>`
      WITH RECURSIVE names(actor) AS (
        SELECT MIN(actor) FROM AuditEvent
        UNION ALL SELECT (SELECT MIN(actor) FROM AuditEvent WHERE actor > names.actor) FROM names WHERE names.actor IS NOT NULL
      ) SELECT actor FROM names WHERE actor IS NOT NULL`,
    store.installation.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } }),
  ])
  return { people: people.flatMap(({ actor }) => actor ?? []), installations }
}
