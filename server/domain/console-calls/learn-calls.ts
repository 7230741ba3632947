import { type ConsoleCall, ConsoleCalls, type Place, type SeenCall, type Slot, type Teaching } from '../../contract/console-calls.ts'
import { type Said, say } from '../../contract/said.ts'
import { callOf, NotACall, pageSpot, saysFailed } from './call-of.ts'
import { type Exchange, holdersOf, placeName, spotsOf } from './exchange.ts'
import { type FoundParameter, findParameter, findTotal, HA_CONFIG, isHaValue, OTHER_VALUE } from './find-parameter.ts'
import { findServers, unknownStatusWords } from './find-servers.ts'
import { isObject, keyOf, leavesOf, nodesOf, valueAt } from './json-paths.ts'
import { CannotSignIn, credentialSlots, learnSignIn, type SignInFound, secretsOf } from './learn-sign-in.ts'

const ID_KEY = /id$|^key$|^code$|uuid/i
const SERVER_PATH = /server|host|node|machine|agent/i

interface Parts {
  parameters: { exchange: Exchange; found: FoundParameter } | null
  change: Exchange | null
  servers: Exchange | null
}

/** What a recording teaches of a console: its three calls and its sign-in, or what of them it does not show. */
export function learnCalls(exchanges: Exchange[], taughtBy: ConsoleCalls['taughtBy']): Teaching {
  const parts = partsOf(exchanges)
  const found = { parameters: parts.parameters !== null, change: parts.change !== null, servers: parts.servers !== null }
  const missing = missingOf(exchanges, parts, taughtBy)
  const learned = missing.length > 0 ? null : learnWhole(exchanges, parts, taughtBy)
  return {
    seen: seenOf(exchanges, parts, learned && 'calls' in learned ? learned.signInExchange : null),
    found,
    calls: learned && 'calls' in learned ? learned.calls : null,
    missing: learned && 'why' in learned ? [learned.why] : missing,
    notes: learned && 'calls' in learned ? learned.notes : [],
  }
}

function partsOf(exchanges: Exchange[]): Parts {
  const good = exchanges.filter(({ status, answer }) => (status === null || status < 300) && !saysFailed(answer))
  const changes = good.filter((exchange) => isChange(exchange))
  const rest = good.filter((exchange) => !changes.includes(exchange))
  const listings = rest.flatMap((exchange) => {
    const found = findParameter(exchange)
    return found === null ? [] : [{ exchange, found }]
  })
  // A search by the name finds it on whatever page it stands.
  const parameters = listings.findLast(({ exchange }) => namesParameter(exchange)) ?? listings.at(-1) ?? null
  const servers = rest.filter((exchange) => exchange !== parameters?.exchange && findServers(exchange) !== null)
  return {
    parameters,
    change: changes.at(-1) ?? null,
    servers:
      servers.findLast(({ url, body }) => SERVER_PATH.test(`${url.pathname}${url.search}${JSON.stringify(body)}`)) ??
      servers.at(-1) ??
      null,
  }
}

function namesParameter(exchange: Exchange): boolean {
  return spotsOf(exchange).some(({ value }) => value === HA_CONFIG)
}

function isChange(exchange: Exchange): boolean {
  const isNamed = namesParameter(exchange)
  return holdersOf(exchange).some(({ value }) => isHaValue(value, !isNamed))
}

function missingOf(exchanges: Exchange[], { parameters, change, servers }: Parts, taughtBy: ConsoleCalls['taughtBy']): Said[] {
  const words = servers === null ? exchanges.map(unknownStatusWords).find((word) => word !== null) : undefined
  const isBodyless = taughtBy === 'log' && exchanges.some(({ method, body }) => method !== 'GET' && body === null)
  return [
    ...(parameters === null ? [say('console.teach.missing.parameters')] : []),
    ...(change === null ? [say(isBodyless ? 'console.teach.missing.changeBody' : 'console.teach.missing.change')] : []),
    ...(servers === null
      ? [
          words === undefined || words === null
            ? say('console.teach.missing.servers')
            : say('console.teach.missing.serverWords', { word: words }),
        ]
      : []),
  ]
}

const UNKNOWN_SIGN_IN: SignInFound = { signIn: { is: 'basic', isSeen: false }, exchange: null, note: say('console.teach.signInUnknown') }

interface Learned {
  calls: ConsoleCalls
  notes: Said[]
  signInExchange: Exchange | null
}

function learnWhole(exchanges: Exchange[], parts: Parts, taughtBy: ConsoleCalls['taughtBy']): Learned | { why: Said } | null {
  const { parameters, change, servers } = parts
  if (parameters === null || change === null || servers === null) return null
  try {
    // A log shows no headers, so a sign-in in it is not the whole of one.
    const signedIn = taughtBy === 'log' ? UNKNOWN_SIGN_IN : learnSignIn(exchanges, [parameters.exchange, change, servers])
    const listing = learnParameters(exchanges, parameters, signedIn)
    const found = findServers(servers)
    const changed = learnChange(exchanges, change, parameters, signedIn)
    if (found === null) return null
    const calls: ConsoleCalls = {
      format: 'oms-console-calls/1',
      taughtBy,
      signIn: signedIn.signIn,
      parameters: listing,
      // An answer without a word for it was recorded; should it have one tomorrow, it is that of the other calls.
      change: { ...changed, success: changed.success ?? listing.call.success },
      servers: { call: learnListing(exchanges, servers, signedIn), ...found },
    }
    const text = JSON.stringify(calls)
    if (secretsOf(exchanges).some((secret) => text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1)))) {
      throw new CannotLearn(say('console.teach.holdsSecret'))
    }
    const checked = ConsoleCalls.safeParse(calls)
    if (!checked.success) throw new NotACall(checked.error.issues[0]?.path.join('.') ?? '')
    return { calls: checked.data, notes: notesOf(change, parameters.found, signedIn), signInExchange: signedIn.exchange }
  } catch (cause) {
    if (cause instanceof CannotSignIn || cause instanceof CannotLearn) return { why: cause.said }
    if (cause instanceof NotACall) return { why: say('console.teach.notACall', { part: cause.message }) }
    throw cause
  }
}

class CannotLearn extends Error {
  readonly said: Said
  constructor(said: Said) {
    super(said.key)
    this.said = said
  }
}

function notesOf(change: Exchange, { recorded }: FoundParameter, { note }: SignInFound): Said[] {
  const sent = holdersOf(change)
    .filter(({ value }) => isHaValue(value))
    .map(({ value }) => sameText(value))
  return [...(note === null ? [] : [note]), ...(sent.includes(sameText(recorded)) ? [] : [say('console.teach.savedChanged')])]
}

function sameText(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? JSON.parse(value) : value)
}

function learnParameters(
  exchanges: Exchange[],
  { exchange, found }: NonNullable<Parts['parameters']>,
  signedIn: SignInFound,
): ConsoleCalls['parameters'] {
  const { rows, name, value, as } = found
  const isNamed = name !== null || value.some((step) => typeof step === 'object' && step.is === 'name')
  if (!isNamed && !namesParameter(exchange)) throw new CannotLearn(say('console.teach.parametersNoName'))
  return { call: learnListing(exchanges, exchange, signedIn), rows, name, value, as, total: findTotal(exchange, rows) }
}

function learnListing(exchanges: Exchange[], exchange: Exchange, signedIn: SignInFound): ConsoleCall {
  const page = pageSpot(exchange)
  const pages = exchanges.filter(({ url }) => url.pathname === exchange.url.pathname).flatMap((one) => pageSpot(one)?.page ?? [])
  const slots: Slot[] = [
    ...nameSlots(exchange),
    ...(page === null ? [] : [{ at: page.at, from: { is: 'page' as const } }]),
    ...credentials(exchanges, exchange, signedIn),
  ]
  return callOf(exchange, slots, pages.includes(0) ? 0 : 1)
}

function nameSlots(exchange: Exchange): Slot[] {
  return spotsOf(exchange).flatMap(({ at, value }): Slot[] => (value === HA_CONFIG ? [{ at, from: { is: 'name' } }] : []))
}

function credentials(exchanges: Exchange[], exchange: Exchange, { exchange: signIn }: SignInFound): Slot[] {
  return credentialSlots(exchange, exchanges.slice(0, exchanges.indexOf(exchange)), signIn)
}

function learnChange(
  exchanges: Exchange[],
  change: Exchange,
  { exchange: listing, found }: NonNullable<Parts['parameters']>,
  signedIn: SignInFound,
): ConsoleCall {
  const holders = holdersOf(change).filter(({ at, value }) => isHaValue(value) && !endsInText(at))
  const newer = holders.find(({ at }) => !OTHER_VALUE.test(placeName(at))) ?? holders[0]
  if (newer === undefined) throw new CannotLearn(say('console.teach.missing.change'))
  refuseSeveral(change, newer.at, listing, found)
  const values = holders.map((holder): Slot => {
    const as = typeof holder.value === 'string' ? 'text' : 'json'
    return { at: holder.at, from: holder === newer ? { is: 'value', as } : { is: 'row', path: found.value } }
  })
  const names = nameSlots(change)
  const rows = rowSlots(change, found.row, [...values, ...names])
  const isIdentified = names.length > 0 || rows.some(({ from }) => from.is === 'row' && ID_KEY.test(keyOf(from.path)))
  if (!isIdentified) throw new CannotLearn(say('console.teach.changeNoName'))
  const taken = [...values, ...names, ...rows]
  const own = credentials(exchanges, change, signedIn).filter(({ at }) => !taken.some((slot) => isSamePlace(slot.at, at)))
  return callOf(change, [...taken, ...own])
}

function endsInText(at: Place): boolean {
  const last = at.in === 'body' ? at.path.at(-1) : undefined
  return typeof last === 'object' && last.is === 'parsed'
}

/** One call that saves a whole page would put back what the other parameters were when it was recorded. */
function refuseSeveral(change: Exchange, at: Place, listing: Exchange, { rows, name }: FoundParameter): void {
  const names = nodesOf(listing.answer).filter(
    ({ path, value }) =>
      typeof value === 'string' &&
      name !== null &&
      JSON.stringify(path.slice(-name.length)) === JSON.stringify(name) &&
      path.length > rows.length,
  )
  const others = new Set(names.map(({ value }) => value).filter((value) => value !== HA_CONFIG))
  const namesOther = spotsOf(change).some(({ value }) => typeof value === 'string' && value.includes('.') && others.has(value))
  const body = change.body?.is === 'json' ? change.body.value : {}
  const lists =
    at.in === 'body' ? at.path.flatMap((step, index) => (typeof step === 'number' ? [valueAt(body, at.path.slice(0, index))] : [])) : []
  if (namesOther || lists.some((list) => Array.isArray(list) && list.filter(isObject).length > 1)) {
    throw new CannotLearn(say('console.teach.changeSeveral'))
  }
}

/** What the call repeats of the parameter's row, its id above all: read again right before each change. */
function rowSlots(change: Exchange, row: unknown, taken: Slot[]): Slot[] {
  const leaves = leavesOf(isObject(row) ? row : {})
  const isTaken = (at: Place) => taken.some((slot) => isSamePlace(slot.at, at) || holds(slot.at, at))
  return spotsOf(change).flatMap(({ at, value }): Slot[] => {
    if (isTaken(at)) return []
    const isPath = at.in === 'path'
    const leaf = leaves.find(({ path, value: own }) => {
      const isKey = isPath
        ? ID_KEY.test(keyOf(path)) && own !== null && own !== ''
        : keyOf(path) === placeName(at) || (/id$/i.test(placeName(at)) && ID_KEY.test(keyOf(path)))
      return isKey && String(own) === String(value)
    })
    return leaf === undefined ? [] : [{ at, from: { is: 'row', path: leaf.path } }]
  })
}

function isSamePlace(one: Place, other: Place): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Whether one place of the body is inside another, as the members of ha.config are inside its value. */
function holds(outer: Place, inner: Place): boolean {
  if (outer.in !== 'body' || inner.in !== 'body' || outer.path.length >= inner.path.length) return false
  return outer.path.every((step, at) => JSON.stringify(step) === JSON.stringify(inner.path[at]))
}

function seenOf(exchanges: Exchange[], { parameters, change, servers }: Parts, signIn: Exchange | null): SeenCall[] {
  const part = (exchange: Exchange): SeenCall['part'] => {
    if (exchange === parameters?.exchange) return 'parameters'
    if (exchange === change) return 'change'
    if (exchange === servers) return 'servers'
    return exchange === signIn ? 'signIn' : 'other'
  }
  return exchanges.slice(-200).map((exchange) => ({
    method: exchange.method, // Behind a semicolon some servers carry a session.
    path: exchange.url.pathname.replace(/;.*$/, '').slice(0, 200),
    part: part(exchange),
  }))
}
