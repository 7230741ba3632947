import { answer } from '@/server/http/answer.ts'
import { listJobs } from '@/server/queries/list-jobs.ts'
import { plansToApprove } from '@/server/queries/plans-to-approve.ts'

export async function GET(request: Request) {
  const installationId = new URL(request.url).searchParams.get('installation')
  return await answer('GET /api/upgrades/now', async ({ store, world, actor }) => ({
    jobs: await listJobs(store, installationId === null ? {} : { installationId }),
    toApprove: await plansToApprove(store, actor, world.clock.now()),
  }))
}
