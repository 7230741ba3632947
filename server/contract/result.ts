import type { Said } from './said.ts'

export type ErrorCode =
  | 'bad-input'
  | 'signed-out'
  | 'forbidden'
  | 'too-many'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'unavailable'
  | 'timeout'
  | 'incident'

/** What a person is told when something did not work: words, the field it belongs to, what to do, and the raw text. */
export interface Problem {
  code: ErrorCode
  said: Said
  hint?: Said
  /** Dotted path of the input that has to change, as react-hook-form names it. */
  field?: string
  /** Text of the outside system, redacted. */
  raw?: string
}

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem }
