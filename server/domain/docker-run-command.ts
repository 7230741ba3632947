import { type ContainerSpec, isRecord, isUnset } from './container-spec.ts'
import { shownSetting } from './hide-secrets.ts'
import { quoteForShell } from './quote-for-shell.ts'

type Settings = Record<string, unknown>
/** The options that say a setting; null: no option can, so the command names what it omits. */
type Options = (value: unknown, all: Settings) => string[] | null

const one =
  (option: string): Options =>
  (value) =>
    typeof value === 'string' || typeof value === 'number' ? [`${option} ${quote(String(value))}`] : null

const flag =
  (option: string): Options =>
  (value) =>
    value === true ? [option] : null

const each =
  (option: string): Options =>
  (value) =>
    Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value.map((entry) => `${option} ${quote(entry)}`) : null

const pairs =
  (option: string, separator = '='): Options =>
  (value) =>
    isRecord(value)
      ? Object.entries(value).map(([name, entry]) => {
          const text = shownSetting(name, String(entry))
          return `${option} ${quoteForShell(text === '' && separator === ':' ? name : `${name}${separator}${text}`)}`
        })
      : null

/** Said elsewhere in the command, or without meaning for a container that runs detached, or filled in by the engine alike. */
const silent: Options = () => []

const CONFIG: Record<string, Options> = {
  ...Object.fromEntries(['Image', 'Cmd', 'Tty', 'OpenStdin'].map((name) => [name, silent])),
  ...Object.fromEntries(
    ['AttachStdin', 'AttachStdout', 'AttachStderr', 'StdinOnce', 'NetworkingConfig', 'HostConfig'].map((name) => [name, silent]),
  ),
  Hostname: one('--hostname'),
  Domainname: one('--domainname'),
  MacAddress: one('--mac-address'),
  Env: (value) => (Array.isArray(value) ? value.map((entry) => `-e ${quoteForShell(shownVariable(String(entry)))}`) : null),
  Labels: pairs('--label'),
  ExposedPorts: (value) => Object.keys(isRecord(value) ? value : {}).map((port) => `--expose ${port}`),
  Volumes: (value) => Object.keys(isRecord(value) ? value : {}).map((path) => `-v ${quoteForShell(path)}`),
  User: one('--user'),
  WorkingDir: one('--workdir'),
  Entrypoint: (value) => (Array.isArray(value) ? [`--entrypoint ${quote(String(value[0] ?? ''))}`] : null),
  StopSignal: one('--stop-signal'),
  StopTimeout: one('--stop-timeout'),
  Healthcheck: healthOptions,
}

const HOST: Record<string, Options> = {
  NetworkMode: one('--net'),
  Binds: each('-v'),
  Mounts: (_, host) => mountOptions(host),
  Tmpfs: pairs('--tmpfs', ':'),
  PortBindings: portOptions,
  PublishAllPorts: flag('--publish-all'),
  VolumeDriver: one('--volume-driver'),
  CapAdd: each('--cap-add'),
  CapDrop: each('--cap-drop'),
  Dns: each('--dns'),
  DnsOptions: each('--dns-option'),
  DnsSearch: each('--dns-search'),
  ExtraHosts: each('--add-host'),
  GroupAdd: each('--group-add'),
  IpcMode: one('--ipc'),
  PidMode: one('--pid'),
  UTSMode: one('--uts'),
  UsernsMode: one('--userns'),
  CgroupnsMode: one('--cgroupns'),
  CgroupParent: one('--cgroup-parent'),
  OomScoreAdj: one('--oom-score-adj'),
  OomKillDisable: flag('--oom-kill-disable'),
  Privileged: flag('--privileged=true'),
  ReadonlyRootfs: flag('--read-only'),
  SecurityOpt: each('--security-opt'),
  StorageOpt: pairs('--storage-opt'),
  ShmSize: one('--shm-size'),
  Sysctls: pairs('--sysctl'),
  Annotations: pairs('--annotation'),
  Runtime: one('--runtime'),
  Init: flag('--init'),
  Memory: one('--memory'),
  MemorySwap: one('--memory-swap'),
  MemoryReservation: one('--memory-reservation'),
  MemorySwappiness: one('--memory-swappiness'),
  KernelMemory: one('--kernel-memory'),
  NanoCpus: (value) => (typeof value === 'number' ? [`--cpus ${value / 1e9}`] : null),
  CpuShares: one('--cpu-shares'),
  CpuPeriod: one('--cpu-period'),
  CpuQuota: one('--cpu-quota'),
  CpuRealtimePeriod: one('--cpu-rt-period'),
  CpuRealtimeRuntime: one('--cpu-rt-runtime'),
  CpusetCpus: one('--cpuset-cpus'),
  CpusetMems: one('--cpuset-mems'),
  BlkioWeight: one('--blkio-weight'),
  Devices: deviceOptions,
  DeviceCgroupRules: each('--device-cgroup-rule'),
  LogConfig: logOptions,
  Ulimits: (value) => (Array.isArray(value) ? value.map(({ Name, Soft, Hard }) => `--ulimit ${Name}=${Soft}:${Hard}`) : null),
  RestartPolicy: restartOptions,
  ...Object.fromEntries(['PidsLimit', 'MaskedPaths', 'ReadonlyPaths', 'ConsoleSize', 'Cgroup'].map((name) => [name, silent])),
}

const ENDPOINT: Record<string, Options> = {
  Aliases: each('--network-alias'),
  IPAMConfig: (value) =>
    isRecord(value) && Object.keys(value).every((name) => name === 'IPv4Address' || name === 'IPv6Address')
      ? Object.entries(value).map(([name, address]) => `${name === 'IPv4Address' ? '--ip' : '--ip6'} ${address}`)
      : null,
}

/**
 * The `docker run` that is equivalent to a spec, for people to read. Values that look secret are hidden, and a last line names every
 * setting that the panel carries although the command has no option for it.
 */
export function dockerRunCommand(name: string, spec: ContainerSpec): string {
  const omitted: string[] = []
  const said = (settings: Settings, options: Record<string, Options>, prefix: string) =>
    Object.entries(settings).flatMap(([setting, value]) => {
      if (isUnset(value)) return []
      const found = options[setting]?.(value, settings)
      if (found === null || found === undefined) omitted.push(`${prefix}${setting}`)
      return found ?? []
    })
  const { HostConfig: host, NetworkingConfig, Entrypoint, Cmd } = spec
  const networks = Object.entries(NetworkingConfig.EndpointsConfig).flatMap(([network, settings]) => {
    if (network === host.NetworkMode) return said(settings, ENDPOINT, `Networks[${network}].`)
    omitted.push(`Networks[${network}]`)
    return []
  })
  const flags = [
    `-d${spec.OpenStdin ? 'i' : ''}${spec.Tty ? 't' : ''}`,
    ...said(host, HOST, 'HostConfig.'),
    // Every engine reports "no limit" in another way, and some have a limit of their own.
    `--pids-limit ${(host.PidsLimit ?? 0) <= 0 ? -1 : host.PidsLimit}`,
    ...networks,
    ...said(spec, CONFIG, ''),
    `--name ${name}`,
  ]
  const command = [...(Entrypoint ?? []).slice(1), ...(Cmd ?? [])].map((word) => quote(word))
  const run = ['docker run', ...flags, [spec.Image, ...command].join(' ')].join(' \\\n  ')
  return omitted.length === 0 ? run : `${run}\n# Also carried, but docker run has no option for it: ${omitted.sort().join(', ')}`
}

function quote(text: string): string {
  return quoteForShell(shownSetting('', text))
}

function shownVariable(entry: string): string {
  const [name = ''] = entry.split('=', 1)
  return entry.includes('=') ? `${name}=${shownSetting(name, entry.slice(name.length + 1))}` : entry
}

const HEALTH_TIMES: Record<string, string> = {
  Interval: '--health-interval',
  Timeout: '--health-timeout',
  StartPeriod: '--health-start-period',
  StartInterval: '--health-start-interval',
}

function healthOptions(value: unknown): string[] | null {
  if (!isRecord(value)) return null
  const { Test, Retries, ...times } = value
  const [kind, command] = Array.isArray(Test) ? Test : []
  if (kind === 'NONE') return ['--no-healthcheck']
  if (kind !== undefined && kind !== 'CMD-SHELL') return null
  return [
    ...(typeof command === 'string' ? [`--health-cmd ${quote(command)}`] : []),
    ...Object.entries(times).flatMap(([name, nanoseconds]) => {
      const option = HEALTH_TIMES[name]
      return option === undefined || isUnset(nanoseconds) ? [] : [`${option} ${nanoseconds}ns`]
    }),
    ...(isUnset(Retries) ? [] : [`--health-retries ${Retries}`]),
  ]
}

function mountOptions(host: Settings): string[] | null {
  const mounts = Array.isArray(host['Mounts']) ? host['Mounts'] : []
  const texts = mounts.map((mount) => {
    if (!isRecord(mount)) return null
    const { Type, Source, Target, ReadOnly, BindOptions, VolumeOptions, ...others } = mount
    const { Propagation, ...bind } = isRecord(BindOptions) ? BindOptions : {}
    const { NoCopy, DriverConfig, ...volume } = isRecord(VolumeOptions) ? VolumeOptions : {}
    if ([...Object.values(others), ...Object.values(bind), ...Object.values(volume), DriverConfig].some((rest) => !isUnset(rest)))
      return null
    const parts = [
      `type=${Type}`,
      ...(isUnset(Source) ? [] : [`src=${Source}`]),
      `dst=${Target}`,
      ...(ReadOnly === true ? ['readonly'] : []),
      ...(isUnset(Propagation) ? [] : [`bind-propagation=${Propagation}`]),
      ...(NoCopy === true ? ['volume-nocopy'] : []),
    ]
    return parts.some((part) => part.includes(',')) ? null : `--mount ${quoteForShell(parts.join(','))}`
  })
  return texts.includes(null) ? null : texts.filter((text) => text !== null)
}

function portOptions(value: unknown): string[] | null {
  if (!isRecord(value)) return null
  return Object.entries(value).flatMap(([port, bindings]) =>
    (Array.isArray(bindings) ? bindings : []).map((binding: unknown) => {
      const { HostIp = '', HostPort = '' } = isRecord(binding) ? binding : {}
      return `-p ${[...(HostIp === '' ? [] : [HostIp]), ...(HostPort === '' && HostIp === '' ? [] : [HostPort]), port].join(':')}`
    }),
  )
}

function deviceOptions(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null
  return value
    .filter(isRecord)
    .map(({ PathOnHost, PathInContainer, CgroupPermissions }) => `--device ${PathOnHost}:${PathInContainer}:${CgroupPermissions}`)
}

function logOptions(value: unknown): string[] | null {
  if (!isRecord(value)) return null
  return [...(isUnset(value['Type']) ? [] : [`--log-driver ${value['Type']}`]), ...(pairs('--log-opt')(value['Config'], {}) ?? [])]
}

function restartOptions(value: unknown): string[] | null {
  if (!isRecord(value)) return null
  const { Name, MaximumRetryCount } = value
  return Name === '' || Name === 'no' ? [] : [`--restart ${Name}${isUnset(MaximumRetryCount) ? '' : `:${MaximumRetryCount}`}`]
}
