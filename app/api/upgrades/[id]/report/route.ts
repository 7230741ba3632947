import { answer } from '@/server/http/answer.ts'
import { readReport } from '@/server/queries/read-report.ts'

/** The report as a file; `?log=1` brings every line of the log too. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const withLog = new URL(request.url).searchParams.get('log') === '1'
  return await answer('GET /api/upgrades/[id]/report', async ({ store, actor, world }) => {
    const report = await readReport(store, id, { actor, now: world.clock.now(), withLog })
    return new Response(`${JSON.stringify(report, null, 2)}\n`, {
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="oms-upgrade-${report.job.number}-report.json"`,
        'x-content-type-options': 'nosniff',
      },
    })
  })
}
