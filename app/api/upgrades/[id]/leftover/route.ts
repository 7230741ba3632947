import { answer } from '@/server/http/answer.ts'
import { readLeftover } from '@/server/services/read-leftover.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/leftover', (services) => readLeftover(services, id))
}
