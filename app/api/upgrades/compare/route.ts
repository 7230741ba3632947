import { answer } from '@/server/http/answer.ts'
import { readComparison } from '@/server/queries/read-comparison.ts'

export async function GET(request: Request) {
  const asked = new URL(request.url).searchParams
  const ids = { a: asked.get('a') ?? '', b: asked.get('b') ?? '' }
  return await answer('GET /api/upgrades/compare', ({ store, world }) => readComparison(store, ids, world.clock.now()))
}
