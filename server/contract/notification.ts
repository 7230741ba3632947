import { z } from 'zod'
import { LocaleInput } from './locales.ts'
import type { Problem } from './result.ts'
import type { Said } from './said.ts'
import { EmailAddress } from './sign-in.ts'

export const ChannelKind = z.enum(['webhook', 'dingtalk', 'feishu', 'wecom', 'slack', 'email'])
export type ChannelKind = z.infer<typeof ChannelKind>

/** What a channel can be told of, in the order of a job's life. */
export const NoticeEvent = z.enum(['needs-approval', 'started', 'needs-decision', 'succeeded', 'rolled-back', 'window-missed'])
export type NoticeEvent = z.infer<typeof NoticeEvent>

/** none: plain. starttls: plain at first, then encrypted or not at all. tls: encrypted from the first byte. */
export const TlsMode = z.enum(['none', 'starttls', 'tls'])
export type TlsMode = z.infer<typeof TlsMode>

export const MailSettings = z.object({
  host: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[A-Za-z0-9.:_-]+$/),
  port: z.number().int().min(1).max(65_535),
  tls: TlsMode,
  /** Empty: the server asks nobody to sign in. */
  user: z.string().trim().max(254),
  from: EmailAddress,
  to: z.array(EmailAddress).min(1).max(20),
})
export type MailSettings = z.infer<typeof MailSettings>

/** What of a channel is no secret. */
export interface ChannelSettings {
  locale: z.infer<typeof LocaleInput>
  mail: MailSettings | null
  /** Scheme and host of the address, which are all that pages show of it. */
  origin: string | null
}

export const SaveChannelInput = z.object({
  /** Null for a new one. */
  id: z.string().nullable(),
  name: z.string().trim().min(1).max(80),
  kind: ChannelKind,
  locale: LocaleInput,
  /** Empty: the stored one stays. */
  url: z.string().trim().max(2000),
  /** Signing secret, or the mailbox's password. Empty: the stored one stays. */
  secret: z.string().max(500),
  /** Forgets the stored secret. */
  dropSecret: z.boolean(),
  mail: MailSettings.nullable(),
  events: z.array(NoticeEvent).min(1),
  /** Null: every installation, also those that come later. */
  installationIds: z.array(z.string()).min(1).max(1000).nullable(),
})
export type SaveChannelInput = z.infer<typeof SaveChannelInput>

export const ChannelInput = z.object({ id: z.string() })
export type ChannelInput = z.infer<typeof ChannelInput>

export const EnableChannelInput = z.object({ id: z.string(), isEnabled: z.boolean() })
export type EnableChannelInput = z.infer<typeof EnableChannelInput>

export const DeliveryInput = z.object({ id: z.string() })
export type DeliveryInput = z.infer<typeof DeliveryInput>

export interface ChannelView {
  id: string
  name: string
  kind: ChannelKind
  settings: ChannelSettings
  hasSecret: boolean
  events: NoticeEvent[]
  installationIds: string[] | null
  isEnabled: boolean
  /** The newest delivery that was tried. */
  last: { status: DeliveryStatus; at: string } | null
}

/** pending: not tried yet. failed: another try comes. given-up: none comes. */
export type DeliveryStatus = 'pending' | 'sent' | 'failed' | 'given-up'

export interface DeliveryView {
  id: string
  channel: { id: string; name: string; kind: ChannelKind; isEnabled: boolean }
  event: NoticeEvent | 'test'
  job: { id: string; number: number } | null
  installation: string | null
  status: DeliveryStatus
  isBeingTried: boolean
  attempts: number
  createdAt: string
  lastTryAt: string | null
  nextTryAt: string | null
  problem: Problem | null
  answer: string | null
}

export interface DeliveryPage {
  deliveries: DeliveryView[]
  /** Asked for with `before`; null: there are no older ones. */
  next: string | null
}

/** What a test of a channel came to; the truth of the service's own answer. */
export interface TestResult {
  isSent: boolean
  problem: Problem | null
  answer: string | null
}

/** Everything that a notice says, without secrets: the same for every channel and language. */
export interface Notice {
  event: NoticeEvent | 'test'
  at: string
  /** Who did what the notice tells of. */
  by: string
  installation: { id: string; name: string } | null
  job: { id: string; number: number; from: string; to: string } | null
  step: string | null
  reason: Said | null
  /** A person's own words. */
  remark: string | null
}

/** The query of the delivery log; what it does not understand is as if it were not there. */
export const DeliveryFilter = z.object({
  channel: z.string().max(64).optional().catch(undefined),
  status: z.enum(['pending', 'sent', 'failed', 'given-up']).optional().catch(undefined),
  before: z.string().max(64).optional().catch(undefined),
})
export type DeliveryFilter = z.infer<typeof DeliveryFilter>
