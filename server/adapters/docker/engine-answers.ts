import { z } from 'zod'

// The parts of the engine's answers that the panel reads. Unknown fields stay where a type is loose.

const texts = z.array(z.string()).nullish()
const labels = z.record(z.string(), z.string()).nullish()
const instant = z.string().nullish()

const HostConfigAnswer = z.looseObject({
  Binds: texts,
  NetworkMode: z.string().default(''),
  RestartPolicy: z.object({ Name: z.string(), MaximumRetryCount: z.number().optional() }).optional(),
  Privileged: z.boolean().optional(),
  PidsLimit: z.number().nullish(),
  Devices: z.array(z.looseObject({ CgroupPermissions: z.string().optional() })).nullish(),
  Ulimits: z.array(z.object({ Name: z.string(), Soft: z.number(), Hard: z.number() })).nullish(),
})

const settings = {
  Env: texts,
  Labels: labels,
  Cmd: texts,
  // Docker keeps a plain string where an old client sent one.
  Entrypoint: z.union([z.array(z.string()), z.string().transform((text) => [text])]).nullish(),
  User: z.string().default(''),
  WorkingDir: z.string().default(''),
}

// Podman's own words, for moments that Docker has no word for: "stopped" has ended and is not tidied up yet.
const PODMAN_STATES: Record<string, string> = { initialized: 'created', stopping: 'running', stopped: 'exited' }
const dockersWord = (word: unknown): unknown => (typeof word === 'string' ? (PODMAN_STATES[word] ?? word) : word)
const state = z.preprocess(dockersWord, z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']))

/** How a container is connected to one network: what a person set, and what the engine chose while it runs. */
const EndpointAnswer = z.looseObject({ Aliases: texts, IPAMConfig: z.record(z.string(), z.unknown()).nullish() })

export const ContainerAnswer = z.object({
  Id: z.string().regex(/^[0-9a-f]{64}$/),
  Name: z.string(),
  Image: z.string(),
  RestartCount: z.number().default(0),
  State: z.object({
    Status: state,
    ExitCode: z.number(),
    OOMKilled: z.boolean().default(false),
    StartedAt: instant,
    FinishedAt: instant,
  }),
  HostConfig: HostConfigAnswer,
  Mounts: z
    .array(
      z.object({
        Type: z.string(),
        Name: z.string().default(''),
        Source: z.string().default(''),
        Destination: z.string(),
        RW: z.boolean(),
        Propagation: z.string().default(''),
      }),
    )
    .default([]),
  NetworkSettings: z.object({ Networks: z.record(z.string(), EndpointAnswer).nullish() }).default({}),
  Config: z.looseObject({
    ...settings,
    Image: z.string(),
    Hostname: z.string().default(''),
    Tty: z.boolean().default(false),
    OpenStdin: z.boolean().default(false),
  }),
})
export type ContainerAnswer = z.infer<typeof ContainerAnswer>

export const ContainerListAnswer = z.array(
  z.object({
    Id: z.string(),
    Names: z.array(z.string()),
    Image: z.string(),
    // Of any container on the engine, in whatever state a later engine may know: it must not hide the others.
    State: z.preprocess(dockersWord, z.string()),
    Labels: labels,
    // Podman's list does not tell it.
    HostConfig: z.object({ NetworkMode: z.string().optional() }).nullish(),
  }),
)

export const ImageAnswer = z.object({
  Id: z.string(),
  RepoTags: texts,
  RepoDigests: texts,
  Os: z.string(),
  Architecture: z.string(),
  Size: z.number(),
  Created: instant,
  Config: z.looseObject(settings).nullish(),
  RootFS: z.object({ Layers: texts }).nullish(),
})
export type ImageAnswer = z.infer<typeof ImageAnswer>

export const ImageListAnswer = z.array(z.object({ Id: z.string() }))

export const VersionAnswer = z.object({
  Version: z.string(),
  ApiVersion: z.string(),
  Os: z.string(),
  Arch: z.string(),
  Components: z.array(z.object({ Name: z.string() })).nullish(),
})
export const InfoAnswer = z.object({
  DockerRootDir: z.string(),
  SystemTime: z.iso.datetime({ offset: true }),
  DriverStatus: z.array(z.array(z.string())).nullish(),
})
export const CreatedAnswer = z.object({ Id: z.string() })
export const WaitAnswer = z.object({ StatusCode: z.number() })
export const ExecAnswer = z.object({ Running: z.boolean(), ExitCode: z.number().nullish() })
