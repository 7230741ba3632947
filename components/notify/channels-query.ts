import { queryOptions } from '@tanstack/react-query'
import { readJson } from '@/components/read/read-json.ts'
import type { ChannelView } from '@/server/contract/notification.ts'

interface Channels {
  channels: ChannelView[]
  /** False: BASE_URL is not set, so notices carry no link to the panel. */
  hasLinks: boolean
}

const LOOK_MS = 5_000

export const channelsQuery = queryOptions({
  queryKey: ['notifications', 'channels'],
  queryFn: async ({ signal }) => await readJson<Channels>('/api/notifications/channels', signal),
  refetchInterval: LOOK_MS,
})
