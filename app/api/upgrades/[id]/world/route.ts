import { answer } from '@/server/http/answer.ts'
import { lookAtWorld } from '@/server/services/look-at-world.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/world', (services) => lookAtWorld(services, id))
}
