import { answer } from '@/server/http/answer.ts'
import { readServers } from '@/server/services/read-servers.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/servers', (services) => readServers(services, id))
}
