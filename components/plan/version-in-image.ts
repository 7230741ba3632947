import type { ImageSource } from '@/server/contract/plan.ts'
import { readVersion } from '@/server/contract/versions.ts'

/** The version that a file name or a tag tells, as a proposal; a registry's address in front of a tag tells none. */
export function versionInImage(image: ImageSource): string | null {
  if (image.kind === 'engine') return readVersion(tagOf(image.reference))
  return (image.name === undefined ? null : readVersion(tagOf(image.name))) ?? readVersion(image.file)
}

function tagOf(reference: string): string {
  const name = reference.split('@')[0]?.split('/').at(-1) ?? ''
  return name.includes(':') ? name.slice(name.indexOf(':') + 1) : ''
}
