import type { ErrorCode } from '../contract/result.ts'
import { problemOf } from '../problem-of.ts'
import { type Runtime, runtime } from '../runtime.ts'

const STATUS: Record<ErrorCode, number> = {
  'bad-input': 400,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  unavailable: 503,
  timeout: 504,
  incident: 500,
}

/** JSON of what `read` gives, or `{problem}` with the status that fits. */
export async function answer(read: (runtime: Runtime) => Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await read(runtime()), { headers: { 'cache-control': 'no-store' } })
  } catch (cause) {
    const problem = problemOf(cause)
    return Response.json({ problem }, { status: STATUS[problem.code] })
  }
}
