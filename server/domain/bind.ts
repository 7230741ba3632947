import type { HostConfig } from './container-spec.ts'

/** One mount of a container as `docker run -v` writes it. */
export interface Bind {
  /** Folder of the host, or the name of a volume. */
  source: string
  kind: 'folder' | 'volume'
  /** Path in the container, without a slash at its end. */
  destination: string
  isReadOnly: boolean
  /** As written. */
  text: string
}

/** Reads `source:destination[:options]`; null where there is no such form. */
export function parseBind(text: string): Bind | null {
  const [source, destination, options = '', ...rest] = text.split(':')
  if (source === undefined || source === '' || destination === undefined || !destination.startsWith('/') || rest.length > 0) return null
  return {
    source: source.startsWith('/') ? trimSlash(source) : source,
    kind: source.startsWith('/') ? 'folder' : 'volume',
    destination: trimSlash(destination),
    isReadOnly: options.split(',').includes('ro'),
    text,
  }
}

/** `Binds` and, in the same notation, what `docker run --mount` left in `Mounts`. Anonymous volumes are in neither. */
export function bindsOf(hostConfig: HostConfig): string[] {
  const mounts = Array.isArray(hostConfig.Mounts) ? hostConfig.Mounts.filter(isNamedMount) : []
  return [...(hostConfig.Binds ?? []), ...mounts.map((mount) => `${mount.Source}:${mount.Target}${mount.ReadOnly === true ? ':ro' : ''}`)]
}

interface NamedMount {
  Source: string
  Target: string
  ReadOnly?: unknown
}

function isNamedMount(mount: unknown): mount is NamedMount {
  if (typeof mount !== 'object' || mount === null) return false
  const { Type, Source, Target } = mount as Record<string, unknown>
  return (Type === 'bind' || Type === 'volume') && typeof Source === 'string' && Source !== '' && typeof Target === 'string'
}

function trimSlash(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '')
}
