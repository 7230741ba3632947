import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import type { ServiceContext } from '../services/service-context.ts'

/** Streams the body into the image folder under the name in `?file=`. */
export async function receiveUpload({ world }: ServiceContext, request: Request): Promise<{ file: string; bytes: number }> {
  const file = new URL(request.url).searchParams.get('file')
  if (file === null || request.body === null) throw new OperatorError('bad-input', say('errors.emptyUpload'))
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  return await world.images.receive(file, request.body, Number.isSafeInteger(length) ? length : null)
}
