import { answer } from '@/server/http/answer.ts'
import { readDurations } from '@/server/queries/read-durations.ts'

export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/installations/[id]/durations', async ({ store }) => ({ points: await readDurations(store, id) }))
}
