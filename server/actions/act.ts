import { headers } from 'next/headers'
import type { z } from 'zod'
import { judge, refuseForeignOrigin, whoAsks } from '../auth/admit.ts'
import { recordRefusal } from '../auth/record-refusal.ts'
import { namedIn } from '../auth/refused-subject.ts'
import { ACTIONS, type ActionName } from '../contract/commands.ts'
import type { Problem, Result } from '../contract/result.ts'
import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import { problemOf } from '../problem-of.ts'
import { runtime } from '../runtime.ts'
import type { RequestContext } from '../services/service-context.ts'

/** Answers that are no refusals: nothing was attempted that the panel's rules speak of. */
const NOT_REFUSED = new Set<Problem['code']>(['unavailable', 'timeout', 'incident'])

/**
 * What every command goes through: where it came from, who asks and whether they may, its input, its service. Whatever happens
 * comes back as a value, and every refusal is in the audit trail.
 */
export async function act<Schema extends z.ZodType, Value>(
  name: ActionName,
  schema: Schema,
  input: unknown,
  service: (context: RequestContext, input: z.output<Schema>) => Promise<Value>,
): Promise<Result<Value>> {
  const panel = runtime()
  const sent = await headers()
  // Before any judgement, so that a refusal can say which job it was about.
  const parsed = schema.safeParse(input)
  let actor = null
  try {
    const asking = await whoAsks(panel, sent)
    actor = asking.actor
    refuseForeignOrigin(panel, sent)
    judge(ACTIONS[name], asking)
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.')
      throw new OperatorError('bad-input', say('errors.badInput', { field: field ?? '' }), field ? { field } : {})
    }
    const context = { ...panel.services, ...asking, headers: sent, signIn: panel.signIn }
    return { ok: true, value: await service(context, parsed.data) }
  } catch (cause) {
    const problem = problemOf(cause)
    if (actor !== null && !NOT_REFUSED.has(problem.code)) await recordRefusal(panel, actor, name, problem, namedIn(parsed.data))
    return { ok: false, problem }
  }
}
