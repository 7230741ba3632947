import { answer } from '@/server/http/answer.ts'
import { readStart } from '@/server/queries/read-start.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/approval', ({ store, actor, world }) => readStart(store, id, actor, world.clock.now()))
}
