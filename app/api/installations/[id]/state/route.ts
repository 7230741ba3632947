import { answer } from '@/server/http/answer.ts'
import { readInstallationState } from '@/server/services/read-installation-state.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/installations/[id]/state', (services) => readInstallationState(services, id))
}
