import { z } from 'zod'
import { AuditFilter } from '@/server/contract/audit.ts'
import { answer } from '@/server/http/answer.ts'
import { auditChoices, listAudit } from '@/server/queries/list-audit.ts'

const OlderThan = z.coerce.number().int().min(1).catch(Number.MAX_SAFE_INTEGER)

export async function GET(request: Request) {
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  return await answer('GET /api/audit', async ({ store }) => {
    const olderThan = asked.olderThan === undefined ? null : OlderThan.parse(asked.olderThan)
    const [page, choices] = await Promise.all([listAudit(store, AuditFilter.parse(asked), olderThan), auditChoices(store)])
    return { ...page, choices }
  })
}
