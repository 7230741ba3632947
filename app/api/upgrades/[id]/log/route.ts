import { z } from 'zod'
import { StepId } from '@/server/contract/steps.ts'
import { answer } from '@/server/http/answer.ts'
import { readLog } from '@/server/queries/read-log.ts'
import { readStepEnd } from '@/server/queries/read-log-page.ts'

const Page = z.object({
  after: z.coerce.number().int().min(0).catch(0),
  limit: z.coerce.number().int().min(1).max(5000).catch(1000),
  stepId: StepId.optional().catch(undefined),
  run: z.coerce.number().int().min(1).optional().catch(undefined),
  attempt: z.coerce.number().int().min(1).optional().catch(undefined),
  /** Only so many of the step's last lines. */
  last: z.coerce.number().int().min(1).max(100).optional().catch(undefined),
})

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/log', async (services) => {
    const { last, ...page } = Page.parse(Object.fromEntries(new URL(request.url).searchParams))
    const { stepId } = page
    const isEnd = last !== undefined && stepId !== undefined
    const lines = isEnd ? await readStepEnd(services.store, id, stepId, last) : await readLog(services.store, id, page)
    return { lines, lastSeq: lines.at(-1)?.seq ?? 0 }
  })
}
