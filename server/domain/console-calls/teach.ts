import type { Teaching } from '../../contract/console-calls.ts'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import { learnCalls } from './learn-calls.ts'
import { readConsoleLog } from './read-console-log.ts'
import { readHar } from './read-har.ts'

/** What a file exported from the browser teaches of the console at this address. Codes: bad-input. */
export function teachByHar(text: string, consoleUrl: string): Teaching {
  const exchanges = readHar(text)
  const host = new URL(consoleUrl).host
  const own = exchanges.filter(({ url }) => url.host === host)
  if (own.length > 0) return learnCalls(own, 'har')
  const hosts = [...new Set(exchanges.map(({ url }) => url.host))]
  throw new OperatorError('bad-input', say('console.teach.otherHost', { host }), {
    hint: say('console.teach.otherHostHint', { hosts: hosts.slice(0, 5).join(', ') }),
    field: 'console.calls',
  })
}

/** What these lines of the console's own log teach. A log shows no headers, so the sign-in stays an assumption. */
export function teachByLog(text: string): Teaching {
  const { exchanges, cut } = readConsoleLog(text)
  const teaching = learnCalls(exchanges, 'log')
  return cut === 0 || teaching.calls !== null
    ? teaching
    : { ...teaching, missing: [...teaching.missing, say('console.teach.linesCut', { count: cut })] }
}
