/**
 * Docker's create request in Docker's own names. The panel knows the settings that have a name here; every other one that the
 * engine reports of a container is carried as it is.
 */
export interface ContainerSpec {
  Image: string
  Env: string[]
  Labels: Record<string, string>
  Cmd: string[] | null
  Entrypoint: string[] | null
  User: string
  WorkingDir: string
  Tty: boolean
  OpenStdin: boolean
  /** Empty where Docker made it from the container's id. */
  Hostname: string
  HostConfig: HostConfig
  NetworkingConfig: { EndpointsConfig: Record<string, EndpointSettings> }
  [setting: string]: unknown
}

export interface HostConfig {
  Binds?: string[] | null | undefined
  NetworkMode?: string | undefined
  Privileged?: boolean | undefined
  PidsLimit?: number | null | undefined
  Ulimits?: { Name: string; Soft: number; Hard: number }[] | null | undefined
  RestartPolicy?: { Name: string; MaximumRetryCount?: number | undefined } | undefined
  [setting: string]: unknown
}

/** What a person set on a container's connection to one network; empty where Docker chose all of it. */
export type EndpointSettings = Record<string, unknown>

/** What an image itself sets on every container made from it, as its configuration names it. */
export interface ImageDefaults {
  Env: string[]
  Labels: Record<string, string>
  Cmd: string[] | null
  Entrypoint: string[] | null
  User: string
  WorkingDir: string
  [setting: string]: unknown
}

/** The engine writes "not set" as null, '', 0, false, [] or {}, by version and by setting. */
export function isUnset(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === 0 || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Seconds that the document's procedure gives OMS to stop. */
const USUAL_STOP_SECONDS = 60
/** Docker waits without end where a person set -1. */
const LONGEST_STOP_SECONDS = 3600

/** How long a container may take to stop before it is killed: never less than people gave it when they made it. */
export function stopSeconds({ StopTimeout }: ContainerSpec): number {
  if (typeof StopTimeout !== 'number') return USUAL_STOP_SECONDS
  return StopTimeout < 0 ? LONGEST_STOP_SECONDS : Math.min(Math.max(StopTimeout, USUAL_STOP_SECONDS), LONGEST_STOP_SECONDS)
}
