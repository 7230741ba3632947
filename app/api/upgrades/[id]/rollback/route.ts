import { WayBack } from '@/server/contract/way-back.ts'
import { answer } from '@/server/http/answer.ts'
import { previewRollback } from '@/server/services/preview-rollback.ts'

/** `?way=drop-and-restore`: how the rollback would go on the guide's own way. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const way = WayBack.safeParse(new URL(request.url).searchParams.get('way')).data
  return await answer('GET /api/upgrades/[id]/rollback', (services) => previewRollback(services, id, way))
}
