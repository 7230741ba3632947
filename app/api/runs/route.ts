import { answer } from '@/server/http/answer.ts'
import { listRuns } from '@/server/queries/read-comparison.ts'

const CHOICES = 200

/** The newest runs, for choosing two of them to compare. */
export async function GET() {
  return await answer('GET /api/runs', async ({ store }) => ({ runs: await listRuns(store, CHOICES) }))
}
