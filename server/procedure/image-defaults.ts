import { say } from '../contract/said.ts'
import type { ImageDefaults } from '../domain/container-spec.ts'
import { OperatorError } from '../errors.ts'
import type { DockerReader } from './ports/engine.ts'

/** What the image of the old container sets itself. Without it, what a person set cannot be told from what the image set. */
export async function imageDefaults(docker: DockerReader, imageId: string): Promise<ImageDefaults> {
  const image = await docker.image(imageId)
  if (image === 'missing') throw new OperatorError('not-found', say('errors.oldImageGone', { id: imageId }))
  return image.defaults
}
