import { runtime } from '@/server/runtime.ts'

export const dynamic = 'force-dynamic'

/** For those who watch the panel's process: 200 only where it can do its work. Says nothing of installations, so it needs no session. */
export async function GET() {
  const problems = await runtime().health()
  const isOk = problems.length === 0
  return Response.json(isOk ? { ok: true } : { ok: false, problems }, {
    status: isOk ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}
