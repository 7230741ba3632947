import { answer } from '@/server/http/answer.ts'
import { readJob } from '@/server/queries/read-job.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]', (services) => readJob(services.store, id, services.world.clock.now()))
}
