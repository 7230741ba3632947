import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'

/** A page of another origin must not be able to write into the image folder. A missing Origin is refused too. */
function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get('origin')
  const host = request.headers.get('host')
  return origin !== null && host !== null && URL.canParse(origin) && new URL(origin).host === host
}

/** Streams the body into the image folder under the name in `?file=`. */
export async function receiveUpload({ services }: Runtime, request: Request): Promise<{ file: string; bytes: number }> {
  if (!isSameOrigin(request)) throw new OperatorError('refused', say('errors.foreignOrigin'))
  const file = new URL(request.url).searchParams.get('file')
  if (file === null || request.body === null) throw new OperatorError('bad-input', say('errors.emptyUpload'))
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  return await services.world.images.receive(file, request.body, Number.isSafeInteger(length) ? length : null)
}
