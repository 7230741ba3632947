import { answer } from '@/server/http/answer.ts'
import { listChannels } from '@/server/queries/list-channels.ts'

export async function GET() {
  return await answer('GET /api/notifications/channels', async ({ store, signIn }) => ({
    channels: await listChannels(store),
    hasLinks: signIn.settings.baseUrl !== null,
  }))
}
