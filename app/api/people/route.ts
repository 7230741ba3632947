import { answer } from '@/server/http/answer.ts'
import { listPeople } from '@/server/queries/list-people.ts'

export async function GET() {
  return await answer('GET /api/people', async ({ store, actor, world }) => ({
    people: await listPeople(store, actor.userId, world.clock.now()),
  }))
}
