import { infiniteQueryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { DeliveryPage, DeliveryStatus } from '@/server/contract/notification.ts'

const LOOK_MS = 3_000

export interface DeliveryWish {
  channel: string
  status: DeliveryStatus | ''
}

/** The delivery log, read again every few seconds: tries come and go by themselves. */
export function deliveriesQuery({ channel, status }: DeliveryWish) {
  return infiniteQueryOptions({
    queryKey: ['notifications', 'deliveries', channel, status],
    initialPageParam: '',
    queryFn: async ({ signal, pageParam }) => {
      const wish = Object.entries({ channel, status, before: pageParam }).filter(([, value]) => value !== '')
      return await readJson<DeliveryPage>(`/api/notifications/deliveries?${new URLSearchParams(wish)}`, signal)
    },
    getNextPageParam: (page) => page.next,
    refetchInterval: LOOK_MS,
  })
}
