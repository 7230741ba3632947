import { answer } from '@/server/http/answer.ts'
import { listInstallations } from '@/server/queries/list-installations.ts'

export async function GET() {
  return await answer('GET /api/installations', async (services) => ({ installations: await listInstallations(services.store) }))
}
