import { type HostConfig, isRecord } from './container-spec.ts'

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
  return [...(hostConfig.Binds ?? []), ...mountsOf(hostConfig).flatMap((mount) => namedMount(mount) ?? [])]
}

/** What `docker run --mount` left that has no notation of `-v`: tmpfs, anonymous volumes. */
export function mountsBesideBinds(hostConfig: HostConfig): unknown[] {
  return mountsOf(hostConfig).filter((mount) => namedMount(mount) === null)
}

function mountsOf({ Mounts }: HostConfig): unknown[] {
  return Array.isArray(Mounts) ? Mounts : []
}

function namedMount(mount: unknown): string | null {
  if (!isRecord(mount)) return null
  const { Type, Source, Target, ReadOnly, BindOptions, VolumeOptions } = mount
  if ((Type !== 'bind' && Type !== 'volume') || typeof Source !== 'string' || Source === '' || typeof Target !== 'string') return null
  const propagation = isRecord(BindOptions) ? BindOptions['Propagation'] : undefined
  const options = [
    ...(ReadOnly === true ? ['ro'] : []),
    ...(typeof propagation === 'string' && propagation !== '' ? [propagation] : []),
    ...(isRecord(VolumeOptions) && VolumeOptions['NoCopy'] === true ? ['nocopy'] : []),
  ]
  return [Source, Target, ...(options.length === 0 ? [] : [options.join(',')])].join(':')
}

function trimSlash(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '')
}
