import { LogPageQuery } from '@/server/contract/log.ts'
import { answer } from '@/server/http/answer.ts'
import { asked } from '@/server/http/asked.ts'
import { readLogPage } from '@/server/queries/read-log-page.ts'

/** One page of the log viewer, by row under its filter. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/log/lines', ({ store }) =>
    readLogPage(store, id, asked(request, LogPageQuery), request.signal),
  )
}
