import { RateLimiterPrisma, type RateLimiterRes } from 'rate-limiter-flexible'
import { say } from '../contract/said.ts'
import type { Store } from '../db/open-store.ts'
import { networkOf } from '../domain/client-address.ts'
import { OperatorError } from '../errors.ts'

const WINDOW_SECONDS = 15 * 60
const TRIES_AN_ACCOUNT = 10
/** More: many people can share the address of one office. */
const TRIES_AN_ADDRESS = 50

export interface SignInLimits {
  /** Counts an attempt before it is looked at, so that many at once are all counted. Codes: too-many. */
  count(account: string, address: string): Promise<{ tries: number }>
  /** After a success: the account's counter begins anew. */
  forgive(account: string): Promise<void>
}

/** Counters in the store, so that a restart or a second server process forgets nothing. */
export function createSignInLimits(store: Store): SignInLimits {
  const shared = { storeClient: store, tableName: 'rateLimiterFlexible', duration: WINDOW_SECONDS, inMemoryBlockDuration: WINDOW_SECONDS }
  const accounts = new RateLimiterPrisma({
    ...shared,
    keyPrefix: 'sign-in-account',
    points: TRIES_AN_ACCOUNT,
    inMemoryBlockOnConsumed: TRIES_AN_ACCOUNT + 1,
  })
  const addresses = new RateLimiterPrisma({
    ...shared,
    keyPrefix: 'sign-in-address',
    points: TRIES_AN_ADDRESS,
    inMemoryBlockOnConsumed: TRIES_AN_ADDRESS + 1,
  })

  async function consume(limiter: RateLimiterPrisma, key: string): Promise<number> {
    try {
      return (await limiter.consume(key)).consumedPoints
    } catch (cause) {
      if (cause instanceof Error) throw cause
      const minutes = Math.max(1, Math.ceil((cause as RateLimiterRes).msBeforeNext / 60_000))
      throw new OperatorError('too-many', say('access.tooManyTries', { minutes }))
    }
  }

  return {
    async count(account, address) {
      await consume(addresses, networkOf(address))
      return { tries: await consume(accounts, account) }
    },
    async forgive(account) {
      await accounts.delete(account)
    },
  }
}
