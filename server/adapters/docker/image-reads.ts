import { isSameImageReference, parseImageReference } from '../../domain/image-reference.ts'
import type { DockerWriter, Image } from '../../procedure/ports/engine.ts'
import { ImageAnswer, ImageListAnswer } from './engine-answers.ts'
import type { EngineClient } from './engine-client.ts'
import { readAnswer } from './read-answer.ts'
import { toImage } from './to-image.ts'

const IMAGE_ID = /^sha256:[0-9a-f]{64}$/

export function imageReads(engine: EngineClient): Pick<DockerWriter, 'listImages' | 'image'> {
  const inspect = async (reference: string): Promise<ImageAnswer | 'missing'> => {
    const answer = await engine.ask({ method: 'GET', path: `/images/${reference}/json` })
    return answer === null ? 'missing' : readAnswer(ImageAnswer, answer, engine.address)
  }
  const ids = async (query: { all?: boolean }) =>
    readAnswer(ImageListAnswer, await engine.ask({ method: 'GET', path: '/images/json', query }), engine.address)
  return {
    async listImages() {
      const list = await ids({})
      const images: Image[] = []
      // One after the other: an engine with hundreds of images is not asked hundreds of questions at once.
      for (const { Id } of list) {
        const answer = await inspect(Id)
        if (answer !== 'missing') images.push(toImage(answer))
      }
      return images
    },
    async image(reference) {
      if (!IMAGE_ID.test(reference)) parseImageReference(reference)
      const answer = await inspect(reference)
      if (answer === 'missing' || !isMeant(answer, reference) || isHollow(answer)) return 'missing'
      // After a load that failed, containerd's store tells of an image by its name without having its layers. Docker 26 does not
      // list it, and creates no container from it.
      return (await ids({ all: true })).some(({ Id }) => Id === answer.Id) ? toImage(answer) : 'missing'
    },
  }
}

/** Docker 28 lists such an image and tells nothing of it. */
function isHollow({ Os, RootFS }: ImageAnswer): boolean {
  return Os === '' && (RootFS?.Layers ?? []).length === 0
}

/** DockerWriter also takes the beginning of an id for a reference; that is not what was asked for. */
function isMeant(answer: ImageAnswer, reference: string): boolean {
  if (IMAGE_ID.test(reference)) return answer.Id === reference
  const { digest } = parseImageReference(reference)
  const names = digest === null ? answer.RepoTags : answer.RepoDigests
  return (names ?? []).some((name) => isNamed(name, reference, digest !== null))
}

function isNamed(name: string, reference: string, byDigest: boolean): boolean {
  if (name.startsWith('<none>')) return false
  const wanted = parseImageReference(reference)
  return isSameImageReference(name, byDigest ? `${reference.split('@', 1)[0]?.replace(/:[\w.-]+$/, '')}@${wanted.digest}` : reference)
}
