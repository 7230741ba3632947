import type { ServersAnswer } from '@/server/contract/job.ts'
import { answer } from '@/server/http/answer.ts'
import { serversHistory } from '@/server/queries/servers-history.ts'
import { readServers } from '@/server/services/read-servers.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/servers', async (services): Promise<ServersAnswer> => {
    const reading = await readServers(services, id)
    return { ...reading, history: await serversHistory(services.store, id) }
  })
}
