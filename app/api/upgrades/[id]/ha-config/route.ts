import { answer } from '@/server/http/answer.ts'
import { readHaConfigNow } from '@/server/services/read-ha-config.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/ha-config', async (services) => await readHaConfigNow(services, id))
}
