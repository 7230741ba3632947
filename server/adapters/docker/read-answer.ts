import type { z } from 'zod'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'

/** The answer in the form that a Docker engine gives it; another form means that something else answers there. */
export function readAnswer<T>(form: z.ZodType<T>, answer: unknown, address: string): T {
  const read = form.safeParse(answer)
  if (read.success) return read.data
  const raw = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join(', ')
  throw new OperatorError('unavailable', say('docker.badAnswer', { address }), { hint: say('docker.badAnswerHint'), raw })
}
