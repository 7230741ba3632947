/** The part of Docker's create request that the panel carries from the old container to the new one, in Docker's own names. */
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
  /** Empty where Docker chose it, and always with host networking. */
  Hostname: string
  /** Whole and untouched: binds, ulimits, privileged, limits, network mode, restart policy … */
  HostConfig: HostConfig
}

export interface HostConfig {
  Binds?: string[] | null
  NetworkMode?: string
  Privileged?: boolean
  PidsLimit?: number | null
  Ulimits?: { Name: string; Soft: number; Hard: number }[] | null
  RestartPolicy?: { Name: string; MaximumRetryCount?: number }
  [field: string]: unknown
}

/** What an image itself sets on every container made from it. */
export type ImageDefaults = Pick<ContainerSpec, 'Env' | 'Labels' | 'Cmd' | 'Entrypoint' | 'User' | 'WorkingDir'>
