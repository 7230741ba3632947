import { WatchQuery } from '@/server/contract/console-calls.ts'
import { answer } from '@/server/http/answer.ts'
import { asked } from '@/server/http/asked.ts'
import { watchConsole } from '@/server/services/teach-console.ts'

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/containers/[id]/console-calls', (services) =>
    watchConsole(services, id, asked(request, WatchQuery).mark ?? null),
  )
}
