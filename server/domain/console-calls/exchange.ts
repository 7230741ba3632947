import type { JsonPath, Place } from '../../contract/console-calls.ts'
import { type Leaf, leavesOf, nodesOf } from './json-paths.ts'

/** One request and its answer, as a recording has them. What it does not show is empty, and null where that differs from nothing. */
export interface Exchange {
  method: string
  url: URL
  headers: [name: string, value: string][]
  body: { is: 'json'; value: unknown } | { is: 'form'; fields: [string, string][] } | null
  status: number | null
  setCookies: [name: string, value: string][]
  /** The answer's JSON; undefined where it is none. */
  answer: unknown
}

export interface Spot {
  at: Place
  value: Leaf['value']
}

/** The body of a request by what it looks like: recordings name the type wrongly or not at all. */
export function readBody(text: string, type: string): Exchange['body'] {
  if (text.trim() === '') return null
  const json = parseJson(text)
  if (json !== undefined && !/x-www-form-urlencoded/i.test(type)) return { is: 'json', value: json }
  const isForm = /x-www-form-urlencoded/i.test(type) || /^[^=&\s{[]+=[^&\s]*(&[^=&\s]+=[^&\s]*)*$/.test(text.trim())
  return isForm ? { is: 'form', fields: [...new URLSearchParams(text.trim())] } : null
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the fields of a form are as one value, so that it is looked at like any other body. */
function bodyValue(body: Exchange['body']): unknown {
  if (body === null) return undefined
  return body.is === 'json' ? body.value : Object.fromEntries(body.fields)
}

/** Every single value that a request carries, and where. */
export function spotsOf({ url, body }: Exchange): Spot[] {
  const segments = url.pathname.split('/').flatMap((text, index): Spot[] => {
    return index === 0 || text === '' ? [] : [{ at: { in: 'path', index }, value: decoded(text) }]
  })
  const query = [...url.searchParams].map(([name, value]): Spot => ({ at: { in: 'query', name }, value }))
  const inBody = leavesOf(bodyValue(body) ?? {}).map(({ path, value }): Spot => ({ at: { in: 'body', path }, value }))
  return [...segments, ...query, ...inBody]
}

/** Every value of a request that could be an object or hold one in a text. */
export function holdersOf({ url, body }: Exchange): { at: Place; value: unknown }[] {
  const query = [...url.searchParams].map(([name, value]) => ({ at: { in: 'query' as const, name }, value }))
  const inBody = nodesOf(bodyValue(body) ?? {}).map(({ path, value }) => ({ at: { in: 'body' as const, path }, value }))
  return [...query, ...inBody]
}

export function header({ headers }: Exchange, name: string): string | null {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1] ?? null
}

/** What a place is called: its field, or the last key of its path. */
export function placeName(at: Place): string {
  switch (at.in) {
    case 'path':
      return ''
    case 'body':
      return lastKey(at.path)
    default:
      return at.name
  }
}

function lastKey(path: JsonPath): string {
  return [...path].reverse().find((step) => typeof step === 'string') ?? ''
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
