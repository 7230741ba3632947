import type { ChannelSettings, Notice, TestResult } from '../contract/notification.ts'
import type { Problem } from '../contract/result.ts'
import { say } from '../contract/said.ts'
import type { Cipher } from '../db/cipher.ts'
import { fromJson } from '../db/json.ts'
import type { Store } from '../db/open-store.ts'
import { patiently } from '../db/patiently.ts'
import { noticePayload, noticeWords } from '../domain/notice-words.ts'
import { OperatorError } from '../errors.ts'
import type { World } from '../procedure/context.ts'
import { storedTarget } from './notice-target.ts'

const SECOND_MS = 1000
/** How long after each failed try the next one comes; after the last of them nobody tries any more. */
const WAITS_SECONDS = [10, 60, 300, 1800, 7200]
/** Longer than any try may take: a process that died with it is not waited for. */
export const CLAIM_MS = 60 * SECOND_MS
const PATIENCE_SECONDS = 30

export interface Courier {
  store: Store
  cipher: Cipher
  world: World
  /** Where browsers reach the panel; null: notices carry no link. */
  baseUrl: string | null
}

interface Claim {
  id: string
  owner: string
}

/** Sends a delivery that this process has claimed, and writes down how it went. Throws what is no answer of the outside. */
export async function tryDelivery(
  { store, cipher, world, baseUrl }: Courier,
  { id, owner }: Claim,
  signal?: AbortSignal,
): Promise<TestResult> {
  const delivery = await store.notificationDelivery.findUniqueOrThrow({ where: { id }, include: { channel: true } })
  const { channel, attempts, event } = delivery
  const at = world.clock.now()
  let result: TestResult
  let incident: { cause: unknown } | null = null
  try {
    const target = storedTarget(cipher, channel)
    const notice = fromJson<Notice>(delivery.noticeJson)
    const words = noticeWords(notice, fromJson<ChannelSettings>(channel.settingsJson).locale, baseUrl)
    const { answer } = await world.notices.send(target, { id, at, ...words, payload: noticePayload(notice, words) }, signal)
    result = { isSent: true, problem: null, answer }
  } catch (cause) {
    signal?.throwIfAborted()
    incident = cause instanceof OperatorError ? null : { cause }
    const problem: Problem = cause instanceof OperatorError ? cause.problem : { code: 'incident', said: say('notices.incident') }
    result = { isSent: false, problem, answer: problem.raw ?? null }
  }
  const now = world.clock.now()
  const wait = event === 'test' ? undefined : WAITS_SECONDS[attempts - 1]
  const next = result.isSent
    ? { status: 'sent', sentAt: now, nextTryAt: null, problemJson: null }
    : wait === undefined
      ? { status: 'given-up', nextTryAt: null, problemJson: JSON.stringify(result.problem) }
      : { status: 'failed', nextTryAt: new Date(now.getTime() + wait * SECOND_MS), problemJson: JSON.stringify(result.problem) }
  const data = { ...next, lastTryAt: at, answer: result.answer, claimedBy: null, claimedUntil: null }
  await patiently(() => store.notificationDelivery.updateMany({ where: { id, claimedBy: owner }, data }), PATIENCE_SECONDS)
  if (incident !== null) throw incident.cause
  return result
}
