import { answer } from '@/server/http/answer.ts'
import { streamText } from '@/server/http/stream-text.ts'
import { exportLog } from '@/server/queries/export-log.ts'

/** The whole log as a file; never shown by a browser, because others wrote it. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return await answer('GET /api/upgrades/[id]/log/raw', async ({ store }) => {
    const { jobNumber, text } = await exportLog(store, id)
    return new Response(streamText(text), {
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="oms-upgrade-${jobNumber}.log"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  })
}
