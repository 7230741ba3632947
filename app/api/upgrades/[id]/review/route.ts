import { answer } from '@/server/http/answer.ts'
import { readReport } from '@/server/queries/read-report.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/review', ({ store, actor, world }) =>
    readReport(store, id, { actor, now: world.clock.now() }),
  )
}
