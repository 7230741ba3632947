// Every port throws OperatorError: `unavailable` where the outside cannot be reached, `timeout` where it did not answer in time,
// `refused` where it said no. "Cannot tell" is never reported as "missing".
import type { ContainerSpec, HostConfig, ImageDefaults } from '../../domain/container-spec.ts'

export interface EngineInfo {
  /** A socket file of the panel's host, TLS that proves the engine, or TCP that anyone between can read and change. */
  transport: 'socket' | 'tls' | 'clear'
  /** Podman speaks Docker's API too. */
  product: 'docker' | 'podman'
  /**
   * Whether it gives files out of a container that does not run. Podman looks them up on the host then: a file that is mounted alone
   * is an error, and what lies behind a link is missing, or another file.
   */
  readsStopped: boolean
  /** Podman of before 5.1 takes the restart policy when a container is made, and never again. */
  changesRestartPolicy: boolean
  version: string
  apiVersion: string
  os: string
  /** As images name it: amd64, arm64. */
  architecture: string
  /** containerd's keeps an image as it came and unpacked, the classic one only unpacked. */
  imageStore: 'classic' | 'containerd'
  /** Where images lie; with containerd's store the fuller one of the two folders that they may lie in. */
  imageFolder: string
  /** Free space there; null where the panel cannot see that folder. */
  imageFreeBytes: number | null
  /** The engine's own clock. */
  time: Date
}

export interface ContainerSummary {
  id: string
  /** Without the leading slash. */
  name: string
  image: string
  state: string
  /** Null where the engine's list does not tell it. */
  networkMode: string | null
}

export interface Container {
  id: string
  name: string
  state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'
  exitCode: number
  oomKilled: boolean
  startedAt: Date | null
  /** Null while it runs and before the first start. */
  finishedAt: Date | null
  restartCount: number
  restartPolicy: { Name: string; MaximumRetryCount?: number }
  /** `sha256:…` of the image it was created from. */
  imageId: string
  labels: Record<string, string>
  /** What the engine mounted, whichever option asked for it. */
  mounts: { type: string; source: string; destination: string; isReadOnly: boolean; propagation: string }[]
  spec: ContainerSpec
}

export interface Image {
  /** The engine's own: of the configuration in the classic image store, of the manifest in containerd's. */
  id: string
  /** The same on every engine: domain/image-content.ts. */
  content: string | null
  references: string[]
  os: string
  architecture: string
  bytes: number
  createdAt: Date
  /** What the image itself sets, so that it can be told from what a person set on a container. */
  defaults: ImageDefaults
}

/** What looks at a Docker engine and changes nothing. */
export interface DockerReader {
  engine(): Promise<EngineInfo>
  listContainers(): Promise<ContainerSummary[]>
  /** By full id or exact name, never by prefix. */
  container(idOrName: string): Promise<Container | 'missing'>
  containersLabelled(label: string, value: string): Promise<Container[]>
  /** The last lines of the container's output, oldest first. */
  tailLogs(id: string, lines: number): Promise<string[]>
  /** Runs a short command that only looks inside a running container, and gathers what it prints. */
  ask(id: string, argv: string[], signal: AbortSignal): Promise<{ exitCode: number; lines: string[] }>
  /** Text of one file inside the container; refused over 1 MB, and from a stopped container where the engine does not `readsStopped`. */
  readFile(id: string, path: string): Promise<string | 'missing'>
  /** The same for a file of any size: its last 1 MB, from the beginning of a line on. */
  readFileEnd(id: string, path: string): Promise<{ text: string; isWhole: boolean } | 'missing'>
  listImages(): Promise<Image[]>
  image(reference: string): Promise<Image | 'missing'>
}

/** Everything that changes containers and images. Each request asks the permit right before it is sent. */
export interface DockerWriter extends DockerReader {
  stop(id: string, options: { graceSeconds: number }): Promise<void>
  start(id: string): Promise<void>
  setRestartPolicy(id: string, policy: HostConfig['RestartPolicy']): Promise<void>
  /** Creates without starting; returns the full id. */
  create(name: string, spec: ContainerSpec): Promise<string>
  /** Code conflict where the name is taken. */
  rename(id: string, name: string): Promise<void>
  /** The container alone, never its volumes; the engine itself refuses one that runs (code conflict). */
  remove(id: string): Promise<void>
  /** Runs argv inside the container; lines arrive as they are printed. Aborting stops the listening, not the process. */
  exec(
    id: string,
    argv: string[],
    options: { onLine(text: string, stream: 'stdout' | 'stderr'): void; signal: AbortSignal },
  ): Promise<{ exitCode: number }>
  /** Gives an image of the engine another name; takes that name from whichever image has it. */
  tag(id: string, reference: string): Promise<void>
  /**
   * Streams an archive into the engine; errors inside the engine's answer are thrown. Returns the references that the engine
   * reported; the id of an image without a name.
   */
  loadImage(
    file: string,
    options: { onProgress(bytesSent: number, bytesTotal: number): void; onLine(text: string): void; signal: AbortSignal },
  ): Promise<string[]>
}
