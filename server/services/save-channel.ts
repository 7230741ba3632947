import type { ChannelSettings, SaveChannelInput } from '../contract/notification.ts'
import { say } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import type { Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { Secret } from '../domain/secret.ts'
import { OperatorError } from '../errors.ts'
import { NOTIFICATION, noticeTarget } from './notice-target.ts'
import type { ServiceContext } from './service-context.ts'

type ChannelRow = NonNullable<Awaited<ReturnType<Transaction['notificationChannel']['findUnique']>>>

/** Adds or changes a channel; an address that the panel never calls is refused here already. Codes: bad-input, conflict, not-found, refused. */
export async function saveChannel(context: ServiceContext, input: SaveChannelInput): Promise<{ id: string }> {
  const { store, cipher, world, actor } = context
  const stored = input.id === null ? null : await store.notificationChannel.findUnique({ where: { id: input.id } })
  if (input.id !== null && stored === null) throw new OperatorError('not-found', say('notices.noChannel'))
  if (stored !== null && stored.kind !== input.kind) throw new OperatorError('bad-input', say('notices.kindIsFixed'), { field: 'kind' })
  const { urlEnc, secretEnc } = sealed(context, input, stored)
  const url = input.kind === 'email' ? null : input.url !== '' ? new Secret(input.url) : urlEnc && cipher.open(urlEnc, NOTIFICATION)
  const secret = secretEnc === null ? null : cipher.open(secretEnc, NOTIFICATION)
  const mail = input.kind === 'email' ? input.mail : null
  const target = noticeTarget(input.kind, mail, url || null, secret)
  if (target.kind === 'webhook' && !isSigningSecret(target.secret.reveal()))
    throw new OperatorError('bad-input', say('notices.secretNeeded'), { field: 'secret' })
  await world.notices.check(target)

  const settings: ChannelSettings = { locale: input.locale, mail, origin: url ? new URL(url.reveal()).origin : null }
  const data = {
    name: input.name,
    settingsJson: JSON.stringify(settings),
    urlEnc,
    secretEnc,
    eventsJson: JSON.stringify(input.events),
    installationIdsJson: input.installationIds === null ? null : JSON.stringify(input.installationIds),
  }
  return await transact(store, async (tx) => {
    const at = world.clock.now()
    const namesake = await tx.notificationChannel.findUnique({ where: { name: input.name } })
    if (namesake !== null && namesake.id !== input.id)
      throw new OperatorError('conflict', say('notices.nameInUse', { name: input.name }), { field: 'name' })
    if (stored === null) {
      const row = await tx.notificationChannel.create({ data: { ...data, kind: input.kind, createdAt: at } })
      await recordAudit(tx, { at, actor, action: 'channel.add', subject: row.id, detail: { after: shown(row) } })
      return { id: row.id }
    }
    const before = await tx.notificationChannel.findUnique({ where: { id: stored.id } })
    if (before === null) throw new OperatorError('not-found', say('notices.noChannel'))
    const row = await tx.notificationChannel.update({ where: { id: stored.id }, data })
    const replaced = { urlReplaced: input.url !== '', secretReplaced: input.secret !== '' || input.dropSecret }
    await recordAudit(tx, {
      at,
      actor,
      action: 'channel.change',
      subject: row.id,
      detail: { before: shown(before), after: shown(row), ...replaced },
    })
    return { id: row.id }
  })
}

/** What the audit trail keeps of a channel: everything but its secrets. */
export function shown(row: ChannelRow): Record<string, unknown> {
  const { name, kind, isEnabled } = row
  return {
    ...{ name, kind, isEnabled },
    settings: fromJson(row.settingsJson),
    events: fromJson(row.eventsJson),
    installationIds: row.installationIdsJson === null ? null : fromJson(row.installationIdsJson),
    hasSecret: row.secretEnc !== null,
  }
}

/** The secrets to store: new ones sealed, others as they are. */
function sealed({ cipher }: ServiceContext, input: SaveChannelInput, stored: ChannelRow | null) {
  const { kind, url, mail } = input
  const secret = input.secret.trim()
  const keptSecret = input.dropSecret ? null : (stored?.secretEnc ?? null)
  const isMovedMail =
    kind === 'email' && stored !== null && mail !== null && isElsewhere(fromJson<ChannelSettings>(stored.settingsJson).mail, mail)
  const needsPassword = kind === 'email' && mail !== null && mail.user !== ''
  // Otherwise whoever changes the server's name would have the stored password sent to it.
  if (needsPassword && secret === '' && (keptSecret === null || isMovedMail))
    throw new OperatorError('bad-input', say('notices.passwordNeeded'), { field: 'secret' })
  const isDropped = kind === 'email' && !needsPassword
  return {
    urlEnc: kind === 'email' ? null : url === '' ? (stored?.urlEnc ?? null) : cipher.seal(new Secret(url), NOTIFICATION),
    secretEnc: isDropped ? null : secret === '' ? keptSecret : cipher.seal(new Secret(secret), NOTIFICATION),
  }
}

function isElsewhere(before: ChannelSettings['mail'], after: NonNullable<ChannelSettings['mail']>): boolean {
  return before === null || (['host', 'port', 'tls', 'user'] as const).some((name) => before[name] !== after[name])
}

function isSigningSecret(text: string): boolean {
  const body = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1]
  if (body === undefined) return false
  const bytes = Buffer.from(body, 'base64').length
  return bytes >= 24 && bytes <= 64
}
