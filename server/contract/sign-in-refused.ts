import type { ServersReading } from './job.ts'

const REFUSALS = new Set<string>([
  'console.signIn',
  'console.captcha',
  'metadb.accessDenied',
  'metadb.passwordExpired',
  'metadb.hostBlocked',
])

/** Whether a reading failed because the account was turned away: asking again every few seconds could lock it. */
export function isSignInRefused(reading: ServersReading): boolean {
  return !reading.ok && REFUSALS.has(reading.reason.key)
}
