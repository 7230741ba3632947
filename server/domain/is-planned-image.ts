import type { Plan } from '../contract/plan.ts'
import { isSameImage } from './image-content.ts'

/** Whether an engine's image is the one that was planned, whatever this engine calls it. */
export function isPlannedImage(image: { id: string; content: string | null }, { imageId, content = null }: Plan['to']): boolean {
  return isSameImage(image, { id: imageId, content })
}
