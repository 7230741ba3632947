import type { MailSettings } from '../../contract/notification.ts'
import type { Secret } from '../../domain/secret.ts'

/** What a channel needs to be reached, with its secrets opened for use. */
export type NoticeTarget =
  | { kind: 'webhook'; url: Secret; secret: Secret }
  | { kind: 'dingtalk' | 'feishu'; url: Secret; secret: Secret | null }
  | { kind: 'wecom' | 'slack'; url: Secret }
  | { kind: 'email'; mail: MailSettings; password: Secret | null }

/** One notice in words and as data. */
export interface NoticeMessage {
  /** The same at every try, so that a receiver can tell a repetition. */
  id: string
  /** When this try is made: signatures are bound to it. */
  at: Date
  title: string
  facts: { label: string; value: string }[]
  link: { label: string; url: string } | null
  /** What a webhook gets as JSON. */
  payload: object
}

export interface NoticeSender {
  /**
   * Refuses an address that this panel never calls, as far as it can be told now; a name that nobody knows yet passes.
   * Codes: bad-input (fields url, mail.host).
   */
  check(target: NoticeTarget): Promise<void>
  /**
   * Sends once and gives the service's own answer, redacted. Codes: bad-input, unavailable, timeout, refused (the service says no,
   * also inside an answer with status 200).
   */
  send(target: NoticeTarget, message: NoticeMessage, signal?: AbortSignal): Promise<{ answer: string }>
}
