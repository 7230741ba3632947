import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { nextCookies } from 'better-auth/next-js'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { Store, Transaction } from '../db/open-store.ts'
import { CLIENT_ADDRESS_HEADER } from '../domain/client-address.ts'
import { randomCode } from './random-code.ts'

/** Without a sign of life for this long a session ends. */
const IDLE_SECONDS = 12 * 3600
const RENEW_SECONDS = 15 * 60
const RECOVERY_CODES = 10

export interface AuthSettings {
  /** Signs cookies and encrypts the secrets of two-factor codes. */
  secret: string
  /** Where browsers reach the panel; decides whether cookies are Secure. Null: http on this host. */
  baseUrl: string | null
}

/**
 * better-auth over the panel's store. Its HTTP handler is not mounted: the panel's own actions call its functions, so that origin,
 * permission and audit are the same for everything. Given a transaction, what the library writes belongs to it.
 */
export function createAuth(store: Store | Transaction, { secret, baseUrl }: AuthSettings) {
  return betterAuth({
    appName: 'OMS Upgrade Panel',
    secret,
    baseURL: baseUrl ?? 'http://127.0.0.1',
    database: prismaAdapter(store, { provider: 'sqlite' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 1, maxPasswordLength: 128 },
    user: {
      additionalFields: {
        role: { type: 'string', input: false },
        mustChangePassword: { type: 'boolean', input: false },
        locale: { type: 'string', required: false, input: false },
        timeZone: { type: 'string', required: false, input: false },
        singleKeys: { type: 'boolean', required: false, input: false },
        tourEnded: { type: 'boolean', required: false, input: false },
      },
    },
    session: { expiresIn: IDLE_SECONDS, updateAge: RENEW_SECONDS, freshAge: 0 },
    advanced: {
      cookiePrefix: 'panel',
      useSecureCookies: baseUrl?.startsWith('https://') === true,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [
      twoFactor({
        issuer: 'OMS Upgrade Panel',
        backupCodeOptions: {
          storeBackupCodes: 'encrypted',
          customBackupCodesGenerate: () => Array.from({ length: RECOVERY_CODES }, () => randomCode(2)),
        },
      }),
      nextCookies(),
    ],
  })
}

export type Auth = ReturnType<typeof createAuth>
