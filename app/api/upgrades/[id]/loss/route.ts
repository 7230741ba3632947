import { answer } from '@/server/http/answer.ts'
import { countLoss } from '@/server/services/count-loss.ts'

/** Asked for by a person, because it reads every table of the MetaDB; leaving the page ends it. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/loss', async (services) => await countLoss(services, id, request.signal))
}
