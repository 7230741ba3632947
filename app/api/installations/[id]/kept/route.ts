import { answer } from '@/server/http/answer.ts'
import { readInstallationKept } from '@/server/services/read-kept-databases.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/installations/[id]/kept', (services) => readInstallationKept(services, id))
}
