import { answer } from '@/server/http/answer.ts'
import { listContainers } from '@/server/services/list-containers.ts'

export async function GET() {
  return await answer('GET /api/containers', async (services) => ({ containers: await listContainers(services) }))
}
