import type { z } from 'zod'
import type { Result } from '../contract/result.ts'
import { say } from '../contract/said.ts'
import { problemOf } from '../problem-of.ts'
import { runtime } from '../runtime.ts'
import type { ServiceContext } from '../services/service-context.ts'

/** What every command goes through: its input is read, its service is called, and whatever happens comes back as a value. */
export async function act<Schema extends z.ZodType, Value>(
  schema: Schema,
  input: unknown,
  service: (context: ServiceContext, input: z.output<Schema>) => Promise<Value>,
): Promise<Result<Value>> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.')
    return { ok: false, problem: { code: 'bad-input', said: say('errors.badInput', { field: field ?? '' }), ...(field && { field }) } }
  }
  try {
    return { ok: true, value: await service(runtime().services, parsed.data) }
  } catch (cause) {
    return { ok: false, problem: problemOf(cause) }
  }
}
