import { type ContainerSpec, type EndpointSettings, isUnset } from '../../domain/container-spec.ts'
import type { Container } from '../../procedure/ports/engine.ts'
import type { ContainerAnswer } from './engine-answers.ts'

export function toContainer(answer: ContainerAnswer): Container {
  const { State, Config } = answer
  return {
    id: answer.Id,
    name: answer.Name.replace(/^\//, ''),
    state: State.Status,
    exitCode: State.ExitCode,
    oomKilled: State.OOMKilled,
    startedAt: toDate(State.StartedAt),
    finishedAt: isAlive(State.Status) ? null : toDate(State.FinishedAt),
    restartCount: answer.RestartCount,
    restartPolicy: toRestartPolicy(answer.HostConfig.RestartPolicy),
    imageId: answer.Image,
    labels: Config.Labels ?? {},
    mounts: answer.Mounts.map(({ Type, Name, Source, Destination, RW, Propagation }) => ({
      type: Type,
      source: Type === 'volume' ? Name : Source,
      destination: Destination,
      isReadOnly: !RW,
      propagation: Propagation,
    })),
    spec: toSpec(answer),
  }
}

/** Something runs in it; the engine still tells when an earlier run ended. */
export function isAlive(state: Container['state']): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting'
}

/** The create request that would make this container again: everything that the engine reports, without what it chose itself. */
function toSpec({ Id, Config, HostConfig, NetworkSettings }: ContainerAnswer): ContainerSpec {
  const ownId = Id.slice(0, 12)
  // With the names of the host the engine refuses one of the container's own.
  const isChosenByDocker = Config.Hostname === ownId || HostConfig['UTSMode'] === 'host'
  const chosenNames = [ownId, Config.Hostname]
  return {
    ...Config,
    // Podman reports what it set itself; the next container would go by the name of this one.
    Env: (Config.Env ?? []).filter((entry) => !(isChosenByDocker && entry === `HOSTNAME=${Config.Hostname}`)),
    Labels: Config.Labels ?? {},
    Cmd: Config.Cmd ?? null,
    Entrypoint: Config.Entrypoint ?? null,
    Hostname: isChosenByDocker ? '' : Config.Hostname,
    HostConfig: asAccepted(HostConfig),
    NetworkingConfig: { EndpointsConfig: endpoints(HostConfig.NetworkMode, NetworkSettings.Networks ?? {}, chosenNames) },
  }
}

type HostConfigAnswer = ContainerAnswer['HostConfig']

/** Podman reports some settings in a form that it refuses in a create request. */
function asAccepted(hostConfig: HostConfigAnswer): HostConfigAnswer {
  return withUlimits(withDeviceRights(withoutTwins(withoutSwappiness(hostConfig))))
}

/** What Podman calls every runtime. */
const PODMAN_RUNTIME = 'oci'

/**
 * Podman of before 5.3 reports 0 or -1 where nobody set it. Asked for, 0 is refused by crun on a host with cgroup v2, and only when
 * the container starts (containers/podman #23824).
 */
function withoutSwappiness(hostConfig: HostConfigAnswer): HostConfigAnswer {
  const { MemorySwappiness, ...others } = hostConfig
  if (hostConfig['Runtime'] !== PODMAN_RUNTIME) return hostConfig
  return MemorySwappiness === 0 || MemorySwappiness === -1 ? others : hostConfig
}

/** Podman reports no rights where the usual ones were given. */
function withDeviceRights(hostConfig: HostConfigAnswer): HostConfigAnswer {
  const { Devices } = hostConfig
  if (!Devices) return hostConfig
  return { ...hostConfig, Devices: Devices.map((device) => ({ ...device, CgroupPermissions: device.CgroupPermissions || 'rwm' })) }
}

/** Podman reports `--cpus` as the share and as quota and period, and takes only one of them. */
function withoutTwins(hostConfig: HostConfigAnswer): HostConfigAnswer {
  const { NanoCpus, ...others } = hostConfig
  return isUnset(NanoCpus) || isUnset(others['CpuQuota']) || isUnset(others['CpuPeriod']) ? hostConfig : others
}

/** Podman reports a limit by the kernel's name, RLIMIT_NOFILE, and takes only the command line's, nofile. */
function withUlimits(hostConfig: HostConfigAnswer): HostConfigAnswer {
  const { Ulimits } = hostConfig
  if (!Ulimits) return hostConfig
  return { ...hostConfig, Ulimits: Ulimits.map((limit) => ({ ...limit, Name: limit.Name.replace(/^RLIMIT_/, '').toLowerCase() })) }
}

/** What the engine itself says of a running connection: addresses that it chose, ids, names. */
const CHOSEN = new Set([
  ...['NetworkID', 'EndpointID', 'Gateway', 'IPAddress', 'IPPrefixLen', 'IPv6Gateway', 'GlobalIPv6Address', 'GlobalIPv6PrefixLen'],
  // A MAC address that a person chose is in the configuration beside; here stands the one in use.
  ...['DNSNames', 'MacAddress'],
])

function endpoints(
  networkMode: string,
  networks: NonNullable<ContainerAnswer['NetworkSettings']['Networks']>,
  chosenNames: string[],
): Record<string, EndpointSettings> {
  const own: Record<string, EndpointSettings> = {}
  for (const [network, { Aliases, ...endpoint }] of Object.entries(networks)) {
    const aliases = (Aliases ?? []).filter((name) => !chosenNames.includes(name))
    const settings = Object.fromEntries(Object.entries(endpoint).filter(([name, value]) => !CHOSEN.has(name) && !isUnset(value)))
    const whole = aliases.length === 0 ? settings : { ...settings, Aliases: aliases }
    // The network of NetworkMode is joined without being named again.
    const isNamed = network === networkMode || (network === 'bridge' && (networkMode === 'default' || networkMode === ''))
    if (!isNamed || !isUnset(whole)) own[network] = whole
  }
  return own
}

function toRestartPolicy(policy: ContainerAnswer['HostConfig']['RestartPolicy']): Container['restartPolicy'] {
  if (policy === undefined || policy.Name === '') return { Name: 'no' }
  return { Name: policy.Name, ...(policy.MaximumRetryCount === undefined ? {} : { MaximumRetryCount: policy.MaximumRetryCount }) }
}

/** Docker writes the year 1 for "never". */
function toDate(text: string | null | undefined): Date | null {
  return text === null || text === undefined || text === '' || text.startsWith('0001-') ? null : new Date(text)
}
