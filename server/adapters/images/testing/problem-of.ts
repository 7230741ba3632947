import { expect } from 'vitest'
import type { Problem } from '../../../contract/result.ts'
import { OperatorError } from '../../../errors.ts'

/** The problem with which a piece of work fails; any other end of it fails the test. */
export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const cause = await work.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error,
  )
  if (!(cause instanceof OperatorError)) throw cause
  return cause.problem
}
