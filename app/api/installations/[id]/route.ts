import { answer } from '@/server/http/answer.ts'
import { readInstallation } from '@/server/queries/list-installations.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/installations/[id]', (services) => readInstallation(services.store, id))
}
