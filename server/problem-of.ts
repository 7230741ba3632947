import { randomUUID } from 'node:crypto'
import type { Problem } from './contract/result.ts'
import { say } from './contract/said.ts'
import { OperatorError } from './errors.ts'
import { runtime } from './runtime.ts'

/** Two audiences, two texts: an OperatorError reaches the person; anything else becomes a number, its text only in the log. */
export function problemOf(cause: unknown): Problem {
  if (cause instanceof OperatorError) return cause.problem
  const number = randomUUID().slice(0, 8)
  runtime().log.error({ err: cause, incident: number }, 'incident')
  return { code: 'incident', said: say('errors.incident', { number }) }
}
