import { z } from 'zod'
import type { DraftForm } from '@/components/draft/draft-form.ts'
import { LOCALES, type Locale } from '@/server/contract/locales.ts'
import { ChannelKind, type ChannelView, NoticeEvent, TlsMode } from '@/server/contract/notification.ts'
import { type ChannelValues, channelValues } from './channel-values.ts'

const text = z.string().max(5000)

const Shape = z.object({
  name: text,
  kind: ChannelKind,
  locale: z.enum(LOCALES),
  url: z.literal(''),
  secret: z.literal(''),
  dropSecret: z.boolean(),
  host: text,
  port: text,
  tls: TlsMode,
  user: text,
  from: text,
  to: text,
  events: z.array(NoticeEvent),
  isForAll: z.boolean(),
  installationIds: z.array(text),
}) satisfies z.ZodType<ChannelValues>

/** The address of a webhook is a secret too: whoever has it may write there. */
export function channelDraft(channel: ChannelView | null, locale: Locale): DraftForm<ChannelValues> {
  return {
    name: `channel:${channel?.id ?? 'new'}`,
    initial: channelValues(channel, locale),
    shape: Shape,
    keepable: (values) => ({ ...values, url: '', secret: '' }),
  }
}
