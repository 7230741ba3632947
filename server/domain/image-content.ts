import { createHash } from 'node:crypto'

/** What OCI's image configuration holds; Docker's inspection has the same names. */
export interface ImageSettings {
  User?: string | null | undefined
  ExposedPorts?: Record<string, unknown> | null | undefined
  Env?: string[] | null | undefined
  Entrypoint?: string[] | null | undefined
  Cmd?: string[] | null | undefined
  Volumes?: Record<string, unknown> | null | undefined
  WorkingDir?: string | null | undefined
  Labels?: Record<string, string> | null | undefined
  StopSignal?: string | null | undefined
}

interface Described {
  os: string | undefined
  architecture: string | undefined
  /** Hashes of the unpacked layers, lowest first. */
  layers: readonly string[]
  settings: ImageSettings | null | undefined
}

const SETTINGS = ['User', 'ExposedPorts', 'Env', 'Entrypoint', 'Cmd', 'Volumes', 'WorkingDir', 'Labels', 'StopSignal'] as const

/** Engines write what is not set as null, as nothing or as something empty. */
function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false
  return typeof value !== 'object' || Object.keys(value).length > 0
}

function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
}

/**
 * `sha256:…` of what a container of the image would be: layers, platform and settings. Engines name one image by different hashes (the
 * classic store by its configuration, containerd's by its manifest), and this is the same on all of them. Null where something is not told.
 */
export function imageContent({ os, architecture, layers, settings }: Described): string | null {
  if (!os || !architecture || layers.length === 0) return null
  const set = SETTINGS.flatMap((name) => (isSet(settings?.[name]) ? [[name, inOrder(settings?.[name])]] : []))
  return `sha256:${createHash('sha256').update(JSON.stringify({ os, architecture, layers, set })).digest('hex')}`
}

interface Identified {
  id: string
  content: string | null
}

/** By the engine's own name, or by content where both tell theirs. */
export function isSameImage(one: Identified, other: Identified): boolean {
  return one.id === other.id || (one.content !== null && one.content === other.content)
}
