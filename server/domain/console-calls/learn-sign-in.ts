import type { ConsoleCalls, JsonPath, Slot, Source } from '../../contract/console-calls.ts'
import { type Said, say } from '../../contract/said.ts'
import { callOf } from './call-of.ts'
import { decoded, type Exchange, header, placeName, type Spot, spotsOf } from './exchange.ts'
import { leavesOf } from './json-paths.ts'
import { CREDENTIAL } from './plain-headers.ts'

const PASSWORD = /pass|pwd|密码/i
/** The surest name first: beside an account there may be a `loginType`. */
const USERS = [/user_?(name|id)|account|login_?(name|id)/i, /^(user|e?mail|uid|name|login)$/i, /user|login|name/i]
const CAPTCHA = /captcha|verif|checkcode|authcode|smscode|otp/i
/** What a browser makes of a password before it sends it: a hash or what a public key encrypted. */
const CIPHERED = /^(?:[0-9a-f]{32}|[0-9a-f]{40,}|[A-Za-z0-9+/]{80,}={0,2})$/i

/** Cookies that say how somebody likes a page, not who they are: their values stand in calls as well. */
const PREFERENCE = /lang|locale|theme|time-?zone/i

export type LearnedSignIn = ConsoleCalls['signIn']

/** A sign-in that cannot be repeated by a program, or a credential of a call that comes from nowhere in the recording. */
export class CannotSignIn extends Error {
  readonly said: Said
  constructor(said: Said) {
    super(said.key)
    this.said = said
  }
}

export interface SignInFound {
  signIn: LearnedSignIn
  exchange: Exchange | null
  note: Said | null
}

/** How these calls were signed in, from what the recording shows before the first of them. Throws CannotSignIn. */
export function learnSignIn(exchanges: Exchange[], calls: Exchange[]): SignInFound {
  const isBasic = calls.some((call) => /^basic /i.test(header(call, 'authorization') ?? ''))
  if (isBasic) return { signIn: { is: 'basic', isSeen: true }, exchange: null, note: null }
  const firstCall = Math.min(...calls.map((call) => exchanges.indexOf(call)))
  const exchange = exchanges.slice(0, firstCall).findLast((one) => passwordOf(one) !== undefined && (one.status ?? 200) < 400)
  if (exchange === undefined) {
    const hasCookies = calls.some((call) => header(call, 'cookie') !== null)
    return {
      signIn: { is: 'basic', isSeen: false },
      exchange: null,
      note: say(hasCookies ? 'console.teach.signInCookieOnly' : 'console.teach.signInUnknown'),
    }
  }
  return { ...fromExchange(exchanges, exchange), exchange, note: null }
}

function passwordOf(exchange: Exchange): Spot | undefined {
  if (exchange.method === 'GET' || exchange.body === null) return undefined
  return spotsOf(exchange).find(
    ({ at, value }) => at.in === 'body' && PASSWORD.test(placeName(at)) && typeof value === 'string' && value !== '',
  )
}

function fromExchange(exchanges: Exchange[], exchange: Exchange): { signIn: LearnedSignIn } {
  const spots = spotsOf(exchange).filter(({ at }) => at.in !== 'path')
  const passwords = spots.filter(({ at, value }) => PASSWORD.test(placeName(at)) && typeof value === 'string' && value !== '')
  if (passwords.some(({ value }) => CIPHERED.test(String(value)))) throw new CannotSignIn(say('console.teach.signInCiphered'))
  if (spots.some(({ at, value }) => CAPTCHA.test(placeName(at)) && typeof value === 'string' && value !== '')) {
    throw new CannotSignIn(say('console.teach.signInCaptcha'))
  }
  const texts = spots.filter(({ at, value }) => !PASSWORD.test(placeName(at)) && typeof value === 'string' && value !== '')
  const user = USERS.flatMap((names) => texts.find(({ at }) => names.test(placeName(at))) ?? [])[0]
  if (user === undefined) throw new CannotSignIn(say('console.teach.signInNoUser'))
  const slots: Slot[] = [
    { at: user.at, from: { is: 'user' } },
    ...passwords.map(({ at }): Slot => ({ at, from: { is: 'password' } })),
    ...credentialSlots(exchange, exchanges.slice(0, exchanges.indexOf(exchange)), null),
  ]
  const cookies = slots.flatMap(({ from }) => (from.is === 'cookie' ? [from.name] : []))
  const before = exchanges.slice(0, exchanges.indexOf(exchange))
  const first = before.find(({ method, setCookies }) => method === 'GET' && setCookies.some(([name]) => cookies.includes(name)))
  return {
    signIn: { is: 'call', call: callOf(exchange, slots), first: cookies.length > 0 && first !== undefined ? callOf(first, []) : null },
  }
}

/** The credentials that a call carries beside its cookies, each with where it comes from. Throws CannotSignIn where one comes from nowhere. */
export function credentialSlots(call: Exchange, before: Exchange[], signIn: Exchange | null): Slot[] {
  const inHeaders = call.headers
    .filter(([name]) => CREDENTIAL.test(name) && !/^(cookie|www-authenticate)$/i.test(name))
    .filter(([, value]) => !/^basic /i.test(value) && value !== '')
    .map(([name, value]): Spot => ({ at: { in: 'header', name }, value }))
  const elsewhere = spotsOf(call).filter(
    ({ at, value }) =>
      at.in !== 'path' && /csrf|xsrf|token|ticket|sessionid/i.test(placeName(at)) && typeof value === 'string' && value.length > 7,
  )
  return [...inHeaders, ...elsewhere].map((spot): Slot => {
    const from = originOf(String(spot.value), call, before, signIn)
    if (from === null) throw new CannotSignIn(say('console.teach.credentialUnknown', { name: placeName(spot.at) }))
    return { at: spot.at, from }
  })
}

function originOf(value: string, call: Exchange, before: Exchange[], signIn: Exchange | null): Source | null {
  const [, prefix = '', bare = value] = /^([A-Za-z]{1,20} )?(.*)$/s.exec(value) ?? []
  const cookie = [...cookiesOf(call), ...before.flatMap(({ setCookies }) => setCookies)].find(
    ([, content]) => content.length > 3 && (content === value || decoded(content) === value),
  )
  if (cookie !== undefined) return { is: 'cookie', name: cookie[0] }
  const path: JsonPath | undefined = leavesOf(signIn?.answer ?? null).find((leaf) => leaf.value === bare)?.path
  return path === undefined ? null : { is: 'token', path, prefix }
}

function cookiesOf(exchange: Exchange): [string, string][] {
  return (header(exchange, 'cookie') ?? '').split(';').flatMap((part): [string, string][] => {
    const at = part.indexOf('=')
    return at < 1 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()]]
  })
}

/** Everything in a recording that somebody could sign in with. None of it may be in what is learned. */
export function secretsOf(exchanges: Exchange[]): string[] {
  const found = exchanges.flatMap((exchange) => [
    ...[...exchange.setCookies, ...cookiesOf(exchange)].filter(([name]) => !PREFERENCE.test(name)).map(([, value]) => value),
    ...exchange.headers.filter(([name]) => CREDENTIAL.test(name)).map(([, value]) => value.replace(/^[A-Za-z]{1,20} /, '')),
    ...spotsOf(exchange)
      .filter(({ at, value }) => at.in === 'body' && PASSWORD.test(placeName(at)) && typeof value === 'string')
      .map(({ value }) => String(value)),
  ])
  // Shorter ones, such as a cookie `lang=zh`, would be found in any text.
  return [...new Set(found)].filter((value) => value.length > 5)
}
