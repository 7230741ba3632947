import type { ActionGroup, AuditFilter } from '../contract/audit.ts'
import { AUDIT_ACTIONS, REFUSED_COMMANDS } from '../contract/audit-actions.ts'
import type { Prisma } from '../db/generated/client.ts'

const KNOWN = Object.values(AUDIT_ACTIONS).flat()

function inGroup(group: ActionGroup): Prisma.AuditEventWhereInput {
  const isRead = { action: { contains: '/api/' } }
  if (group === 'read') return isRead
  const refused = Object.entries(REFUSED_COMMANDS)
  if (group === 'other') return { NOT: isRead, action: { notIn: [...KNOWN, ...refused.map(([name]) => name)] } }
  return { action: { in: [...AUDIT_ACTIONS[group], ...refused.flatMap(([name, its]) => (its === group ? [name] : []))] } }
}

/** The rows that a filter lets through. */
export function auditWhere({ person, group, outcome, installation, from, to, text }: AuditFilter): Prisma.AuditEventWhereInput {
  const all: Prisma.AuditEventWhereInput[] = []
  if (person !== undefined) all.push({ actor: person })
  if (group !== undefined) all.push(inGroup(group))
  if (outcome !== undefined) all.push({ outcome })
  if (installation !== undefined) all.push({ installationId: installation })
  if (from !== undefined) all.push({ at: { gte: new Date(from) } })
  if (to !== undefined) all.push({ at: { lte: new Date(to) } })
  if (text !== undefined) all.push({ OR: [{ subject: { contains: text } }, { detailJson: { contains: text } }] })
  return { AND: all }
}
