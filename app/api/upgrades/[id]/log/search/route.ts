import { LogSearchQuery } from '@/server/contract/log.ts'
import { answer } from '@/server/http/answer.ts'
import { asked } from '@/server/http/asked.ts'
import { searchLog } from '@/server/queries/search-log.ts'

/** How many lines hold the words, and the next or previous one. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/log/search', ({ store }) =>
    searchLog(store, id, asked(request, LogSearchQuery), request.signal),
  )
}
