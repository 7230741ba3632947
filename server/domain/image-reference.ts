import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'

/** `[registry/]path[:tag][@digest]`; parts that the text does not have are null. */
export interface ImageReference {
  /** Host with its port, for example `reg.example.com:5000`. */
  registry: string | null
  path: string
  tag: string | null
  /** `sha256:…` */
  digest: string | null
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`)
const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const REGISTRY = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?$`)
const TAG = /^\w[\w.-]{0,127}$/
const DIGEST = /^[a-zA-Z][a-zA-Z0-9]*(?:[-_+.][a-zA-Z][a-zA-Z0-9]*)*:[0-9a-fA-F]{32,}$/
const BARE_ID = /^[0-9a-f]{64}$/
const MAX_NAME = 255

/** Reads a reference by the registries' own grammar. Anything else: OperatorError `bad-input`. */
export function parseImageReference(text: string): ImageReference {
  const at = text.indexOf('@')
  const digest = at < 0 ? null : text.slice(at + 1)
  const name = at < 0 ? text : text.slice(0, at)
  // A colon before the last slash belongs to a registry's port.
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  const tag = colon < 0 ? null : name.slice(colon + 1)
  const { registry, path } = splitRegistry(colon < 0 ? name : name.slice(0, colon))
  const isValid =
    name.length <= MAX_NAME + 129 &&
    PATH.test(path) &&
    !(registry === null && BARE_ID.test(path)) &&
    (registry === null || REGISTRY.test(registry)) &&
    path.length + (registry?.length ?? 0) < MAX_NAME &&
    (tag === null || TAG.test(tag)) &&
    (digest === null || DIGEST.test(digest))
  if (!isValid) throw new OperatorError('bad-input', say('images.badReference', { reference: text.slice(0, 200) }))
  return { registry, path, tag, digest }
}

export function formatImageReference({ registry, path, tag, digest }: ImageReference): string {
  return `${registry === null ? '' : `${registry}/`}${path}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`
}

/** Whether two references name the same image; `oms`, `oms:latest` and `docker.io/library/oms:latest` do. */
export function isSameImageReference(one: string, other: string): boolean {
  return canonical(parseImageReference(one)) === canonical(parseImageReference(other))
}

function canonical({ registry, path, tag, digest }: ImageReference): string {
  const isHub = registry === null || registry === 'docker.io' || registry === 'index.docker.io'
  return formatImageReference({
    registry: isHub ? 'docker.io' : registry,
    path: isHub && !path.includes('/') ? `library/${path}` : path,
    tag: tag ?? (digest === null ? 'latest' : null),
    digest,
  })
}

function splitRegistry(name: string): { registry: string | null; path: string } {
  const slash = name.indexOf('/')
  if (slash < 0) return { registry: null, path: name }
  const first = name.slice(0, slash)
  const isRegistry = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase()
  return isRegistry ? { registry: first, path: name.slice(slash + 1) } : { registry: null, path: name }
}
