import { answer } from '@/server/http/answer.ts'
import { readContainer } from '@/server/services/read-container.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/containers/[id]', (services) => readContainer(services, id))
}
