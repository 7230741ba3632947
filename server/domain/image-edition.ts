import type { Edition } from '../contract/installation.ts'
import type { ImageReference } from './image-reference.ts'

/** `ce` as a word of the image's name or tag marks the Community Edition (`oms-ce:…`, `…_4.2.11_ce`). */
export function readEdition({ path, tag }: Pick<ImageReference, 'path' | 'tag'>): Edition {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const words = `${name}-${tag ?? ''}`.toLowerCase().split(/[-_.]+/)
  return words.includes('ce') ? 'community' : 'enterprise'
}
