import type { ChannelView } from '@/server/contract/notification.ts'
import type { ChannelField, ChannelValues } from './channel-values.ts'

/** What every part of the form works with. */
export interface ChannelPart {
  values: ChannelValues
  /** The channel as it is stored; null: a new one. */
  stored: ChannelView | null
  change: (part: Partial<ChannelValues>) => void
  errorOf: (field: ChannelField) => string | undefined
}
