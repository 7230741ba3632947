import { DeliveryFilter } from '@/server/contract/notification.ts'
import { answer } from '@/server/http/answer.ts'
import { listDeliveries } from '@/server/queries/list-deliveries.ts'

export async function GET(request: Request) {
  return await answer('GET /api/notifications/deliveries', async ({ store, world }) => {
    const filter = DeliveryFilter.parse(Object.fromEntries(new URL(request.url).searchParams))
    return await listDeliveries(store, world.clock.now(), filter)
  })
}
