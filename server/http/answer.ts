import { headers } from 'next/headers'
import { judge, refuseForeignOrigin, whoAsks } from '../auth/admit.ts'
import { recordRefusal } from '../auth/record-refusal.ts'
import { ROUTES, type RouteName } from '../contract/commands.ts'
import type { ErrorCode, Problem } from '../contract/result.ts'
import { UNATTENDED_HEADER } from '../contract/unattended.ts'
import { problemOf } from '../problem-of.ts'
import { runtime } from '../runtime.ts'
import type { RequestContext } from '../services/service-context.ts'

const STATUS: Record<ErrorCode, number> = {
  'bad-input': 400,
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  'too-many': 429,
  unavailable: 503,
  timeout: 504,
  incident: 500,
}

const JUDGED = new Set<ErrorCode>(['signed-out', 'forbidden'])

function problemResponse(problem: Problem): Response {
  return Response.json({ problem }, { status: STATUS[problem.code], headers: { 'cache-control': 'no-store' } })
}

/** The request's context where the route may be read by whoever asks, else a response that says why not. */
export async function admitted(name: RouteName): Promise<RequestContext | Response> {
  const panel = runtime()
  const sent = await headers()
  let actor = null
  try {
    const asking = await whoAsks(panel, sent, { renews: !sent.has(UNATTENDED_HEADER) })
    actor = asking.actor
    if (!name.startsWith('GET ')) refuseForeignOrigin(panel, sent)
    judge(ROUTES[name], asking)
    return { ...panel.services, ...asking, headers: sent, signIn: panel.signIn }
  } catch (cause) {
    const problem = problemOf(cause)
    if (actor !== null && JUDGED.has(problem.code)) await recordRefusal(panel, actor, name, problem)
    return problemResponse(problem)
  }
}

/** JSON of what `read` gives (or its own Response), or `{problem}` with the status that fits. */
export async function answer(name: RouteName, read: (context: RequestContext) => Promise<unknown>): Promise<Response> {
  const context = await admitted(name)
  if (context instanceof Response) return context
  try {
    const found = await read(context)
    return found instanceof Response ? found : Response.json(found, { headers: { 'cache-control': 'no-store' } })
  } catch (cause) {
    return problemResponse(problemOf(cause))
  }
}
