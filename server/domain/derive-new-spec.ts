import { isOwnershipLabel } from './container-owner.ts'
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

/**
 * The new container: all that people set on the old one, on the new image, with IS_UPGRADE=true (step 4 of the document). Left
 * behind: `--rm`, which would delete the container with its logs at its first stop; the labels by which compose would take it for
 * its own; and `--cidfile`, which belongs to the command that wrote it.
 */
export function deriveNewSpec(old: ContainerSpec, oldImage: ImageDefaults, next: NewContainer): ContainerSpec {
  const own = ownSettings(old, oldImage)
  const { RestartPolicy: _switchedOff, AutoRemove: _rm, ContainerIDFile: _cidfile, ...hostConfig } = own.HostConfig
  return {
    ...own,
    Image: next.image,
    Env: [...own.Env.filter((entry) => entry.split('=', 1)[0] !== 'IS_UPGRADE'), 'IS_UPGRADE=true'],
    Labels: { ...Object.fromEntries(Object.entries(own.Labels).filter(([name]) => !isOwnershipLabel(name))), [JOB_LABEL]: next.jobId },
    HostConfig: { ...hostConfig, ...(next.restartPolicy === undefined ? {} : { RestartPolicy: next.restartPolicy }) },
  }
}
