import type { Plan } from '../../../contract/plan.ts'
import { say } from '../../../contract/said.ts'
import { isPlannedImage } from '../../../domain/is-planned-image.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import type { UpgradeStep } from '../../context.ts'
import type { DockerReader, DockerWriter } from '../../ports/engine.ts'
import { plan } from './plan.ts'

/** An archive without a name leaves an image that only its id finds; the new container is created by name. */
async function giveName(reader: DockerReader, writer: DockerWriter, planned: Plan['to'], loaded: string[]): Promise<void> {
  if ((await reader.image(planned.image)) !== 'missing') return
  for (const reference of loaded) {
    const image = await reader.image(reference)
    if (image !== 'missing' && isPlannedImage(image, planned)) return await writer.tag(image.id, planned.image)
  }
}

/** Step 3 of the document, before the window: OMS does not notice, and the window gets shorter by it. */
export const loadImage: UpgradeStep = {
  id: 'load-image',
  source: '3.4.0 single-node, step 3',
  phase: 'before',
  changes: 'image',
  undoneBy: say('steps.undo.imageStays'),
  plan,
  repeatable: true,
  abortable: true,
  timeoutSeconds: () => 3600,
  settleSeconds: 0,
  async run({ world, writers, plan, facts, report }, signal) {
    const { source } = plan.to
    if (source.kind === 'engine') return
    const present = await world.docker.image(plan.to.image)
    if (present !== 'missing' && isPlannedImage(present, plan.to)) return report.line(`${plan.to.image} is on the engine already`)
    const references = await writers.docker.loadImage(await world.images.path((await facts.get('imageFile')) ?? source.file), {
      onProgress: (done, total) => report.progress({ done, total, unit: 'bytes' }),
      onLine: (text) => report.line(text, 'stdout'),
      signal,
    })
    report.line(`the engine reports: ${references.join(', ')}`)
    await giveName(world.docker, writers.docker, plan.to, references)
  },
  async verify({ world, plan }) {
    const image = await world.docker.image(plan.to.image)
    if (image === 'missing') return failsForGood(say('outcomes.imageMissing', { image: plan.to.image }))
    if (!isPlannedImage(image, plan.to))
      return failsForGood(say('outcomes.imageIsAnother', { image: plan.to.image, id: image.id, expected: plan.to.imageId }))
    const engine = await world.docker.engine()
    if (image.architecture !== engine.architecture) {
      return failsForGood(say('outcomes.imageArchitecture', { image: image.architecture, engine: engine.architecture }))
    }
    return holds(say('outcomes.imageLoaded', { image: plan.to.image, id: image.id.slice(0, 19), architecture: image.architecture }))
  },
}
