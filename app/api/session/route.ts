import { answer } from '@/server/http/answer.ts'

/** Whether the asking browser's session still lives; every open page asks. */
export async function GET() {
  return await answer('GET /api/session', async ({ actor }) => ({ role: actor.role }))
}
