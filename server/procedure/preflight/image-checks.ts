import type { Finding } from '../../contract/finding.ts'
import { say } from '../../contract/said.ts'
import { readVersion } from '../../contract/versions.ts'
import { isSameImage } from '../../domain/image-content.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import { upgradePath } from '../../domain/upgrade-paths.ts'
import { OperatorError } from '../../errors.ts'
import { type Check, finding, type PreflightInput, type TargetImage } from './check.ts'

/** The image that the options name, as the engine has it or as the archive says. */
async function target({ world, options }: PreflightInput): Promise<Omit<TargetImage, 'version'> & { archiveBytes: number }> {
  if (options.image.kind === 'engine') {
    const image = await world.docker.image(options.image.reference)
    if (image === 'missing')
      throw new OperatorError('not-found', say('errors.imageMissing', { image: options.image.reference }), {
        field: 'options.image.reference',
      })
    return {
      reference: options.image.reference,
      id: image.id,
      content: image.content,
      architecture: image.architecture,
      bytes: image.bytes,
      onEngine: true,
      archiveBytes: 0,
    }
  }
  const archive = await world.images.inspect(options.image.file)
  const [reference, ...more] = archive.references
  if (reference === undefined || more.length > 0) {
    throw new OperatorError('bad-input', say('errors.archiveReferences', { file: options.image.file, count: archive.references.length }), {
      field: 'options.image.file',
    })
  }
  const present = await world.docker.image(reference)
  return {
    reference,
    id: archive.imageId,
    content: archive.content,
    architecture: archive.architecture ?? 'unknown',
    bytes: archive.unpackedBytes,
    onEngine: present !== 'missing' && isSameImage(present, { id: archive.imageId, content: archive.content }),
    archiveBytes: archive.bytes,
  }
}

const image: Check<PreflightInput> = {
  id: 'image',
  needs: ['engine'],
  async look(input, seen) {
    const { archiveBytes, ...found } = await target(input)
    const version = readVersion(parseImageReference(found.reference).tag ?? '') ?? input.options.toVersion
    const params = { image: found.reference, architecture: found.architecture, engine: seen.engine?.architecture ?? '' }
    if (version === null) return [finding('image', 'imageVersionUnknown', 'blocking', { params, field: 'options.toVersion' })]
    seen.target = { ...found, version }
    seen.archiveBytes = archiveBytes
    if (found.architecture !== seen.engine?.architecture) return [finding('image', 'imageArchitecture', 'blocking', { params })]
    return [finding('image', 'image', 'ok', { params: { ...params, version } })]
  },
}

const path: Check<PreflightInput> = {
  id: 'version-path',
  needs: ['target'],
  async look({ installation }, seen) {
    const to = seen.target?.version ?? ''
    const { verdict, source, conditions = [] } = upgradePath(installation.edition, installation.version, to)
    const params = { from: installation.version, to }
    const base: Finding =
      verdict === 'allowed'
        ? finding('version-path', 'pathAllowed', 'ok', { params })
        : verdict === 'refused'
          ? finding('version-path', 'pathRefused', 'blocking', { params })
          : finding('version-path', 'pathUndocumented', 'confirm', { params })
    const extra = conditions.map(
      (condition, index): Finding => ({ id: `version-path-${index + 1}`, level: 'confirm', title: condition, meaning: source }),
    )
    return [{ ...base, meaning: source }, ...extra]
  },
}

export const IMAGE_CHECKS: Check<PreflightInput>[] = [image, path]
