import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { ConsoleLogin } from '../../procedure/ports/console.ts'

/** Of this process: every tab, page and watcher shares what one of them learned. */
const REFUSED = new Map<string, OperatorError>()

/** Throws what the console said to this very password before, where nobody asked for it to be tried again. */
export function refuseKnown({ passwordVersion, isWatching }: ConsoleLogin): void {
  const known = isWatching && passwordVersion !== undefined ? REFUSED.get(passwordVersion) : undefined
  if (known === undefined) return
  const { code, said, field, raw } = known.problem
  throw new OperatorError(code, said, {
    hint: say('console.notTriedAgain'),
    ...(field !== undefined && { field }),
    ...(raw !== undefined && { raw }),
  })
}

/** Remembers a refused account, and forgets it when the same password is taken after all. */
export function noteSignIn({ passwordVersion }: ConsoleLogin, problem: OperatorError | null): void {
  if (passwordVersion === undefined) return
  if (problem === null) REFUSED.delete(passwordVersion)
  else if (problem.problem.field === 'console.password' || problem.problem.said.key === 'console.captcha')
    REFUSED.set(passwordVersion, problem)
}
