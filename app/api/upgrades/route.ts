import { HistoryQuery } from '@/server/contract/history.ts'
import { answer } from '@/server/http/answer.ts'
import { asked } from '@/server/http/asked.ts'
import { listHistory } from '@/server/queries/list-history.ts'

export async function GET(request: Request) {
  return await answer('GET /api/upgrades', async ({ store }) => await listHistory(store, asked(request, HistoryQuery)))
}
