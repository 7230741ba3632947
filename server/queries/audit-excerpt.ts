import type { AuditExcerpt, AuditRow, Decision } from '../contract/report.ts'
import { StepId } from '../contract/steps.ts'
import { fromJson } from '../db/json.ts'
import type { Store } from '../db/open-store.ts'
import { chainHash } from '../domain/audit-chain.ts'

type Row = Awaited<ReturnType<typeof readRows>>[number]

/** Acts that the report shows in places of their own. */
const SHOWN_APART = /^(comment|sign-off)\./

function readRows(store: Store, jobId: string) {
  return store.auditEvent.findMany({ where: { subject: jobId }, orderBy: { id: 'asc' } })
}

function auditRow({ id, at, previousHash, hash, ...said }: Row): AuditRow {
  const isTrue = previousHash === null || hash === null ? null : chainHash(previousHash, { at, ...said }) === hash
  return { id, at: at.toISOString(), ...said, previousHash, hash, isTrue }
}

function decision({ at, actor, action, outcome, detailJson }: Row): Decision {
  const { step, run, reason } = fromJson<Record<string, unknown>>(detailJson)
  const stepId = StepId.safeParse(step)
  return {
    at: at.toISOString(),
    by: actor,
    action,
    stepId: stepId.success ? stepId.data : null,
    runId: typeof run === 'string' ? run : null,
    reason: typeof reason === 'string' && reason !== '' ? reason : null,
    isRefused: outcome === 'refused',
  }
}

/**
 * What the audit trail says of one job. Everybody who may read the job sees who decided what; the rows themselves, with addresses,
 * are for readers of the trail.
 */
export async function auditExcerpt(
  store: Store,
  jobId: string,
  mayReadTrail: boolean,
): Promise<{ decisions: Decision[]; audit: AuditExcerpt }> {
  // The head is read after the rows: it is never older than they are.
  const rows = await readRows(store, jobId)
  const head = await store.auditEvent.findFirst({ where: { hash: { not: null } }, orderBy: { id: 'desc' } })
  return {
    decisions: rows.filter(({ action }) => !SHOWN_APART.test(action)).map(decision),
    audit: {
      head: head === null || head.hash === null ? null : { id: head.id, at: head.at.toISOString(), hash: head.hash },
      rows: mayReadTrail ? rows.map(auditRow) : null,
    },
  }
}
