import { canonicalJson } from './canonical-json.ts'
import { type ContainerSpec, type ImageDefaults, isRecord, isUnset } from './container-spec.ts'

/**
 * What a person set on a container, without what came from its image: absent, null or '' means "the image's own".
 * A value that a person set to just what the image says cannot be told apart and counts as the image's.
 */
export function ownSettings(spec: ContainerSpec, defaults: ImageDefaults): ContainerSpec {
  const { Image, Env, Labels, Cmd, Entrypoint, User, WorkingDir, Tty, OpenStdin, Hostname, HostConfig, NetworkingConfig, ...others } = spec
  const fromImage = new Set(defaults.Env)
  const hasOwnEntrypoint = !isSame(Entrypoint, defaults.Entrypoint)
  return {
    ...differing(others, defaults),
    ...{ Image, Tty, OpenStdin, Hostname, HostConfig, NetworkingConfig },
    Env: Env.filter((entry) => !fromImage.has(entry)),
    Labels: Object.fromEntries(Object.entries(Labels).filter(([name, value]) => defaults.Labels[name] !== value)),
    // An empty entry point is asked for by [""]: null would bring the image's back.
    Entrypoint: hasOwnEntrypoint ? (isUnset(Entrypoint) ? [''] : Entrypoint) : null,
    // With an entry point of its own a container does not inherit the image's Cmd, so the one it has is a person's.
    Cmd: hasOwnEntrypoint || !isSame(Cmd, defaults.Cmd) ? Cmd : null,
    User: User === defaults.User ? '' : User,
    WorkingDir: WorkingDir === defaults.WorkingDir ? '' : WorkingDir,
  }
}

/**
 * Stop signal, ports, volumes, health check … as far as they differ from the image's. The engine mixes the image's entries into
 * the container's ports, volumes and health check, so these are compared entry by entry.
 */
function differing(settings: Record<string, unknown>, defaults: ImageDefaults): Record<string, unknown> {
  const own: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(settings)) {
    const before = defaults[name]
    if (isSame(value, before)) continue
    own[name] =
      isRecord(value) && isRecord(before)
        ? Object.fromEntries(Object.entries(value).filter(([entry, part]) => !isSame(part, before[entry]) || !(entry in before)))
        : value
  }
  return own
}

function isSame(one: unknown, other: unknown): boolean {
  return (isUnset(one) && isUnset(other)) || canonicalJson(one) === canonicalJson(other)
}
