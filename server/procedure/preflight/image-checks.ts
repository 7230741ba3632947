import type { Finding } from '../../contract/finding.ts'
import type { PlanOptions } from '../../contract/plan.ts'
import { say } from '../../contract/said.ts'
import { readVersion } from '../../contract/versions.ts'
import { isSameImage } from '../../domain/image-content.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import { upgradePath } from '../../domain/upgrade-paths.ts'
import { OperatorError } from '../../errors.ts'
import type { Readers } from '../context.ts'
import type { ArchiveContent } from '../ports/images.ts'
import { type Check, finding, type PreflightInput, type TargetImage } from './check.ts'

type Found = Omit<TargetImage, 'version'> & { archiveBytes: number }
type Archive = Extract<PlanOptions['image'], { kind: 'archive' }>

const NAME_FIELD = 'options.image.name'
/** Docker's first that unpacks layers of zstd; seen refused on 20.10, taken on 26. */
const ZSTD_SINCE = 23

/** The image that the options name, as the engine has it or as the archive says; a finding where a person has to name it first. */
async function target({ world, options }: PreflightInput): Promise<Found | Finding> {
  const { image: source } = options
  if (source.kind === 'archive') return await archived(world, source, await world.images.inspect(source.file))
  const image = await world.docker.image(source.reference)
  if (image === 'missing') {
    throw new OperatorError('not-found', say('errors.imageMissing', { image: source.reference }), { field: 'options.image.reference' })
  }
  return {
    reference: source.reference,
    id: image.id,
    content: image.content,
    architecture: image.architecture,
    bytes: image.bytes,
    onEngine: true,
    isUnnamed: false,
    hasZstd: false,
    archiveBytes: 0,
  }
}

async function archived({ docker }: Readers, { file, name }: Archive, archive: ArchiveContent): Promise<Found | Finding> {
  const { references } = archive
  const isUnnamed = references.length === 0
  const chosen = isUnnamed || references.length > 1 ? name : references[0]
  if (chosen === undefined || (!isUnnamed && !references.includes(chosen))) return unnamed(file, references)
  if (isUnnamed && !canBeGiven(chosen)) return toName('imageNameBad', chosen)
  const present = await docker.image(chosen)
  const isThere = present !== 'missing' && isSameImage(present, { id: archive.imageId, content: archive.content })
  if (isUnnamed && present !== 'missing' && !isThere) return toName('imageNameTaken', chosen)
  return {
    reference: chosen,
    id: archive.imageId,
    content: archive.content,
    architecture: archive.architecture ?? 'unknown',
    bytes: archive.unpackedBytes,
    onEngine: isThere,
    isUnnamed,
    hasZstd: archive.hasZstd,
    archiveBytes: archive.bytes,
  }
}

function unnamed(file: string, names: string[]): Finding {
  const words = { params: { file, count: names.length }, field: NAME_FIELD, offers: 'image-name', names } as const
  return names.length === 0 ? finding('image', 'imageUnnamed', 'blocking', words) : finding('image', 'imageNames', 'blocking', words)
}

function toName(what: 'imageNameBad' | 'imageNameTaken', image: string): Finding {
  return finding('image', what, 'blocking', { params: { image }, field: NAME_FIELD, offers: 'image-name', names: [] })
}

function canBeGiven(name: string): boolean {
  try {
    return parseImageReference(name).digest === null
  } catch {
    return false
  }
}

const image: Check<PreflightInput> = {
  id: 'image',
  needs: ['engine'],
  async look(input, seen) {
    const looked = await target(input)
    if ('level' in looked) return [looked]
    const { archiveBytes, ...found } = looked
    const version = readVersion(parseImageReference(found.reference).tag ?? '') ?? input.options.toVersion
    const params = { image: found.reference, architecture: found.architecture, engine: seen.engine?.architecture ?? '' }
    if (version === null) return [finding('image', 'imageVersionUnknown', 'blocking', { params, field: 'options.toVersion' })]
    seen.target = { ...found, version }
    seen.archiveBytes = archiveBytes
    if (found.architecture !== seen.engine?.architecture) return [finding('image', 'imageArchitecture', 'blocking', { params })]
    const engine = seen.engine?.version ?? ''
    if (found.hasZstd && !found.onEngine && Number.parseInt(engine, 10) < ZSTD_SINCE)
      return [finding('image', 'imageZstd', 'blocking', { params: { ...params, engine }, field: 'options.image.file' })]
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
