import { type SaidKey, say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'

interface Details {
  params?: Record<string, string | number>
  cause?: unknown
  raw?: string
}

/** What is wrong with one archive, on the field that chose it. */
export function archiveProblem(
  code: 'bad-input' | 'not-found' | 'conflict' | 'refused',
  key: SaidKey,
  hint: SaidKey,
  file: string,
  { params, ...details }: Details = {},
): OperatorError {
  return new OperatorError(code, say(key, { file, ...params }), { hint: say(hint), field: 'image.file', ...details })
}
