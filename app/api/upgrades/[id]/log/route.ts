import { z } from 'zod'
import { StepId } from '@/server/contract/steps.ts'
import { answer } from '@/server/http/answer.ts'
import { readLog } from '@/server/queries/read-log.ts'

const Page = z.object({
  after: z.coerce.number().int().min(0).catch(0),
  limit: z.coerce.number().int().min(1).max(5000).catch(1000),
  stepId: StepId.optional().catch(undefined),
  since: z.coerce.date().optional().catch(undefined),
  until: z.coerce.date().optional().catch(undefined),
})

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/log', async (services) => {
    const lines = await readLog(services.store, id, Page.parse(Object.fromEntries(new URL(request.url).searchParams)))
    return { lines, lastSeq: lines.at(-1)?.seq ?? 0 }
  })
}
