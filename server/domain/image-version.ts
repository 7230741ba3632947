import type { Edition } from '../contract/installation.ts'
import type { ImageReference } from './image-reference.ts'

const VERSION = /(?<![0-9.])[vV]?(\d+\.\d+\.\d+)(?![0-9]|\.[0-9])/g

/**
 * OMS version in an image's tag: `feature_3.4.0`, `feature_4.2.11_ce`, `4.0.0-ce`, `feature_3.4.0_el7_x86`.
 * Null where the tag has none, or more than one: the operator says it then.
 */
export function readVersion(tag: string | null): string | null {
  const found = new Set(Array.from((tag ?? '').matchAll(VERSION), (match) => match[1] ?? ''))
  const [version] = found
  return found.size === 1 && version !== undefined ? version.split('.').map(Number).join('.') : null
}

/** `ce` as a word of the image's name or tag marks the Community Edition (`oms-ce:…`, `…_4.2.11_ce`). */
export function readEdition({ path, tag }: Pick<ImageReference, 'path' | 'tag'>): Edition {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const words = `${name}-${tag ?? ''}`.toLowerCase().split(/[-_.]+/)
  return words.includes('ce') ? 'community' : 'enterprise'
}
