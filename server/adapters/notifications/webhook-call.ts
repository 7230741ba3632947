import type { NoticeMessage } from '../../procedure/ports/notices.ts'

/** One request to a service, and how its answer tells that the notice was taken. */
export interface WebhookCall {
  url: URL
  headers: Record<string, string>
  body: object | string
  /** Of an answer with status 2xx; several services say no with status 200. */
  isTaken(text: string): boolean
}

export type MakeCall = (url: string, secret: string | null, message: NoticeMessage) => WebhookCall

/** True where the answer is a JSON object in which one of these numbers is 0. */
export function hasZero(text: string, ...names: string[]): boolean {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer !== 'object' || answer === null) return false
    const found = new Map(Object.entries(answer))
    const said = names.find((name) => found.has(name))
    return said !== undefined && found.get(said) === 0
  } catch {
    return false
  }
}
