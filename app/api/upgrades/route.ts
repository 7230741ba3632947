import { answer } from '@/server/http/answer.ts'
import { listJobs } from '@/server/queries/list-jobs.ts'

const NEWEST = 200

export async function GET(request: Request) {
  const installationId = new URL(request.url).searchParams.get('installation')
  return await answer('GET /api/upgrades', async (services) => ({
    jobs: await listJobs(services.store, { take: NEWEST, ...(installationId === null ? {} : { installationId }) }),
  }))
}
