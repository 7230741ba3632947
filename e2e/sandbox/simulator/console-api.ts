import { createHash, randomUUID } from 'node:crypto'
import { consoleActions } from './console-actions.ts'
import type { Envelope } from './console-shapes.ts'
import type { OmsContext } from './oms-context.ts'

interface Reply {
  status: number
  body: Envelope<unknown>
}

/** Answers POST /api/v2. `refuseSignIn` is the fault of a console that takes no password. */
export async function consoleApi(
  oms: OmsContext,
  request: { action: string; authorization: string; body: string; refuseSignIn: boolean },
): Promise<Reply> {
  const startedAt = Date.now()
  const envelope = (part: Partial<Envelope<unknown>>): Envelope<unknown> => ({
    success: true,
    errorDetail: null,
    code: null,
    message: null,
    advice: null,
    requestId: randomUUID(),
    pageNumber: 1,
    pageSize: '10',
    totalCount: 0,
    cost: String(Date.now() - startedAt),
    data: null,
    ...part,
  })
  const failed = (code: string, message: string, proposal: string) =>
    envelope({ success: 'false', errorDetail: { code, message, proposal }, code, message, advice: proposal })

  if (request.refuseSignIn || !(await isKnownAccount(oms, request.authorization))) {
    return { status: 401, body: failed('UNAUTHORIZED', 'Account or password is wrong.', 'Check the account of the console.') }
  }
  const run = consoleActions.get(request.action)
  if (run === undefined) {
    return { status: 200, body: failed('INVALID_ACTION', `Unknown action ${request.action}.`, 'See the list of API actions.') }
  }
  const input = parsedObject(request.body)
  if (input === null) {
    return { status: 200, body: failed('INVALID_PARAMETER', 'The body is not a JSON object.', 'Send a JSON object.') }
  }
  const result = await run(oms, input)
  if ('error' in result) return { status: 200, body: failed(result.error.code, result.error.message, result.error.proposal) }
  return { status: 200, body: envelope(result) }
}

export async function isKnownAccount(oms: OmsContext, authorization: string): Promise<boolean> {
  const [scheme = '', encoded = ''] = authorization.split(' ')
  if (scheme.toLowerCase() !== 'basic') return false
  const [account, ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  const hash = createHash('sha256').update(password.join(':')).digest('hex')
  const found = await oms.metaDb.rm.rows('select 1 as here from oms_user where account = ? and password_hash = ?', [account ?? '', hash])
  return found.length > 0
}

function parsedObject(body: string): Map<string, unknown> | null {
  if (body.trim() === '') return new Map()
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null
  } catch {
    return null
  }
}
