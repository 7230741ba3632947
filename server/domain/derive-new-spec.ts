import type { ContainerSpec, HostConfig, ImageDefaults } from './container-spec.ts'
import { JOB_LABEL } from './job-label.ts'
import { ownSettings } from './own-settings.ts'

interface NewContainer {
  /** Reference of the new image. */
  image: string
  jobId: string
  /** Of the old container before the job switched it off. */
  restartPolicy: HostConfig['RestartPolicy'] | undefined
}

/** The new container: what people set on the old one, on the new image, with IS_UPGRADE=true (step 4 of the document). */
export function deriveNewSpec(old: ContainerSpec, oldImage: ImageDefaults, next: NewContainer): ContainerSpec {
  const own = ownSettings(old, oldImage)
  const { RestartPolicy: _switchedOff, ...hostConfig } = old.HostConfig
  return {
    ...own,
    Image: next.image,
    Env: [...own.Env.filter((entry) => entry.split('=', 1)[0] !== 'IS_UPGRADE'), 'IS_UPGRADE=true'],
    Labels: { ...own.Labels, [JOB_LABEL]: next.jobId },
    Tty: old.Tty,
    OpenStdin: old.OpenStdin,
    Hostname: old.Hostname,
    HostConfig: { ...hostConfig, ...(next.restartPolicy === undefined ? {} : { RestartPolicy: next.restartPolicy }) },
  }
}
