import type { z } from 'zod'
import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'

/** What the address of a request asks for, by its schema. Codes: bad-input. */
export function asked<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new OperatorError('bad-input', say('errors.badInput', { field }), { field })
}
