import { answer } from '@/server/http/answer.ts'
import { readTrail } from '@/server/queries/read-trail.ts'

export async function GET(request: Request) {
  const isFresh = new URL(request.url).searchParams.has('fresh')
  return await answer('GET /api/audit/chain', ({ store, world }) => readTrail(store, world.clock.now(), isFresh))
}
