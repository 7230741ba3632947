import { z } from 'zod'
import { AuditFilter } from '@/server/contract/audit.ts'
import { answer } from '@/server/http/answer.ts'
import { streamText } from '@/server/http/stream-text.ts'
import { exportAudit } from '@/server/services/export-audit.ts'

const Format = z.enum(['csv', 'jsonl']).catch('csv')
const TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' }

export async function GET(request: Request) {
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  return await answer('GET /api/audit/export', async (context) => {
    const format = Format.parse(asked.format)
    const rows = await exportAudit(context, { format, filter: AuditFilter.parse(asked) })
    const name = `audit-${context.world.clock.now().toISOString().slice(0, 19).replaceAll(':', '')}Z.${format}`
    return new Response(streamText(rows), {
      headers: { 'content-type': TYPES[format], 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' },
    })
  })
}
