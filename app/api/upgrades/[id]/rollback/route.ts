import { answer } from '@/server/http/answer.ts'
import { previewRollback } from '@/server/services/preview-rollback.ts'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/rollback', (services) => previewRollback(services, id))
}
