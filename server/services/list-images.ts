import type { ImageChoices } from '../contract/plan.ts'
import type { ServiceContext } from './service-context.ts'

/** Archives in the image folder and images that the engine has, newest first. */
export async function listImages({ world }: ServiceContext): Promise<ImageChoices> {
  const [archives, freeBytes, images] = await Promise.all([world.images.list(), world.images.freeBytes(), world.docker.listImages()])
  const engine = images
    .flatMap(({ references, id, architecture, bytes, createdAt }) =>
      references.map((reference) => ({ reference, id, architecture, bytes, createdAt: createdAt.toISOString() })),
    )
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  return { folder: world.images.folder, freeBytes, archives, engine }
}
