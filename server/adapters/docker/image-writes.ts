import { say } from '../../contract/said.ts'
import { formatImageReference, parseImageReference } from '../../domain/image-reference.ts'
import { OperatorError } from '../../errors.ts'
import type { DockerWriter } from '../../procedure/ports/engine.ts'
import type { EngineClient } from './engine-client.ts'

const IMAGE_ID = /^sha256:[0-9a-f]{64}$/

export function imageWrites(engine: EngineClient): Pick<DockerWriter, 'tag'> {
  return {
    async tag(id, reference) {
      const { tag, ...name } = parseImageReference(reference)
      if (!IMAGE_ID.test(id) || name.digest !== null) throw new OperatorError('bad-input', say('images.badReference', { reference }))
      const query = { repo: formatImageReference({ ...name, tag: null }), tag: tag ?? 'latest' }
      const answer = await engine.ask({ method: 'POST', path: `/images/${id}/tag`, query })
      if (answer !== null) return
      throw new OperatorError('not-found', say('docker.imageMissing', { image: id }), { hint: say('docker.imageMissingHint') })
    },
  }
}
