import { getTranslations } from 'next-intl/server'
import { HistoryQuery } from '@/server/contract/history.ts'
import { answer } from '@/server/http/answer.ts'
import { asked } from '@/server/http/asked.ts'
import { streamText } from '@/server/http/stream-text.ts'
import { EXPORT_COLUMNS, exportHistory } from '@/server/queries/export-history.ts'

export async function GET(request: Request) {
  return await answer('GET /api/upgrades/export', async ({ store, world }) => {
    const t = await getTranslations('history.export.columns')
    const headings = EXPORT_COLUMNS.map((column) => t(column))
    const rows = exportHistory(store, asked(request, HistoryQuery), headings)
    const name = `upgrades-${world.clock.now().toISOString().slice(0, 19).replaceAll(':', '')}Z.csv`
    return new Response(streamText(rows), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    })
  })
}
