import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'

// Not a dash first either: a name that a program takes for an option must not come to be.
const NAME = /^[^-./\\\p{Cc}][^/\\\p{Cc}]*\.(tar|tar\.gz|tgz)$/iu
const MAX_BYTES = 200

export function isArchiveName(file: string): boolean {
  return NAME.test(file) && Buffer.byteLength(file) <= MAX_BYTES
}

/** A name that cannot leave the folder, or OperatorError `bad-input` on the field `image.file`. */
export function checkArchiveName(file: string): string {
  if (isArchiveName(file)) return file
  const details = { hint: say('images.badFileNameHint'), field: 'image.file' }
  throw new OperatorError('bad-input', say('images.badFileName', { file: file.slice(0, MAX_BYTES) }), details)
}
