import { answer } from '@/server/http/answer.ts'
import { readWindows } from '@/server/queries/read-windows.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/installations/[id]/windows', ({ store, world }) => readWindows(store, id, world.clock.now()))
}
