import { ChannelKind, type ChannelSettings } from '../contract/notification.ts'
import { say } from '../contract/said.ts'
import type { Cipher } from '../db/cipher.ts'
import { fromJson } from '../db/json.ts'
import type { Secret } from '../domain/secret.ts'
import { OperatorError } from '../errors.ts'
import type { NoticeTarget } from '../procedure/ports/notices.ts'

/** Every secret of a channel is sealed for this purpose. */
export const NOTIFICATION = 'notification'

interface ChannelRow {
  kind: string
  settingsJson: string
  urlEnc: string | null
  secretEnc: string | null
}

/** A stored channel with its secrets opened. Codes: refused (the key is another one, or a value is missing). */
export function storedTarget(cipher: Cipher, { kind, settingsJson, urlEnc, secretEnc }: ChannelRow): NoticeTarget {
  const settings = fromJson<ChannelSettings>(settingsJson)
  return noticeTarget(ChannelKind.parse(kind), settings.mail, opened(cipher, urlEnc, 'url'), opened(cipher, secretEnc, 'secret'))
}

/** Codes: bad-input (fields url, secret, mail). */
export function noticeTarget(kind: ChannelKind, mail: ChannelSettings['mail'], url: Secret | null, secret: Secret | null): NoticeTarget {
  if (kind === 'email') {
    if (mail === null) throw new OperatorError('bad-input', say('notices.mailNeeded'), { field: 'mail.host' })
    return { kind, mail, password: secret }
  }
  if (url === null) throw new OperatorError('bad-input', say('notices.urlNeeded'), { field: 'url' })
  if (kind === 'webhook') {
    if (secret === null) throw new OperatorError('bad-input', say('notices.secretNeeded'), { field: 'secret' })
    return { kind, url, secret }
  }
  return { kind, url, secret }
}

function opened(cipher: Cipher, sealed: string | null, field: string): Secret | null {
  if (sealed === null || sealed === '') return null
  try {
    return cipher.open(sealed, NOTIFICATION)
  } catch (cause) {
    throw new OperatorError('refused', say('notices.unreadable'), { field, cause })
  }
}
