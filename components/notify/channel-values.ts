import type { Locale } from '@/server/contract/locales.ts'
import { type ChannelKind, type ChannelView, NoticeEvent, SaveChannelInput, type TlsMode } from '@/server/contract/notification.ts'

/** What the form holds: text as it is typed. */
export interface ChannelValues {
  name: string
  kind: ChannelKind
  locale: Locale
  url: string
  secret: string
  dropSecret: boolean
  host: string
  port: string
  tls: TlsMode
  user: string
  from: string
  to: string
  events: NoticeEvent[]
  isForAll: boolean
  installationIds: string[]
}

const FIELDS = [
  'name',
  'url',
  'secret',
  'mail.host',
  'mail.port',
  'mail.user',
  'mail.from',
  'mail.to',
  'events',
  'installationIds',
] as const
export type ChannelField = (typeof FIELDS)[number]

export function channelValues(channel: ChannelView | null, locale: Locale): ChannelValues {
  const mail = channel?.settings.mail
  return {
    name: channel?.name ?? '',
    kind: channel?.kind ?? 'webhook',
    locale: channel?.settings.locale ?? locale,
    url: '',
    secret: '',
    dropSecret: false,
    host: mail?.host ?? '',
    port: String(mail?.port ?? 587),
    tls: mail?.tls ?? 'starttls',
    user: mail?.user ?? '',
    from: mail?.from ?? '',
    to: mail?.to.join(', ') ?? '',
    events: channel?.events ?? [...NoticeEvent.options],
    isForAll: channel === null || channel.installationIds === null,
    installationIds: channel?.installationIds ?? [],
  }
}

type Checked = { ok: true; input: SaveChannelInput } | { ok: false; wrong: ChannelField[] }

/** The server's own rules, and what the form alone can know: a new channel needs its address typed. */
export function checkChannel(values: ChannelValues, channel: ChannelView | null): Checked {
  const { name, kind, locale, url, secret, dropSecret, host, port, tls, user, from, to } = values
  const isMail = kind === 'email'
  const recipients = to.split(/[\s,;]+/).filter((address) => address !== '')
  const parsed = SaveChannelInput.safeParse({
    id: channel?.id ?? null,
    ...{ name, kind, locale, secret, dropSecret },
    url: isMail ? '' : url,
    mail: isMail ? { host, port: Number(port), tls, user, from: from.trim(), to: recipients } : null,
    events: values.events,
    installationIds: values.isForAll ? null : values.installationIds,
  })
  const wrong = new Set<ChannelField>()
  for (const issue of parsed.error?.issues ?? []) {
    const field = channelField(issue.path.join('.'))
    if (field !== undefined) wrong.add(field)
  }
  if (!isMail && url.trim() === '' && channel === null) wrong.add('url')
  if (kind === 'webhook' && secret.trim() === '' && !channel?.hasSecret) wrong.add('secret')
  return parsed.success && wrong.size === 0 ? { ok: true, input: parsed.data } : { ok: false, wrong: [...wrong] }
}

/** The field of the form that a dotted path of the input belongs to. */
export function channelField(path: string): ChannelField | undefined {
  return FIELDS.find((field) => path === field || path.startsWith(`${field}.`))
}
