import { stat } from 'node:fs/promises'
import { posix } from 'node:path'
import { z } from 'zod'
import { imageContent } from '../../domain/image-content.ts'
import type { OperatorError } from '../../errors.ts'
import type { ArchiveContent } from '../../procedure/ports/images.ts'
import { type ArchiveManifest, archiveManifests } from './archive-manifest.ts'
import { archiveProblem } from './archive-problem.ts'
import { type ArchiveEntries, type ArchiveFile, readArchiveEntries } from './read-archive-entries.ts'

const texts = z.array(z.string()).nullish()
const names = z.record(z.string(), z.unknown()).nullish()
const text = z.string().nullish()
const ImageConfig = z.object({
  architecture: z.string().optional(),
  os: z.string().optional(),
  rootfs: z.object({ diff_ids: z.array(z.string()) }),
  config: z
    .object({
      ...{ User: text, WorkingDir: text, StopSignal: text, Env: texts, Entrypoint: texts, Cmd: texts },
      ...{ ExposedPorts: names, Volumes: names, Labels: z.record(z.string(), z.string()).nullish() },
    })
    .nullish(),
})

/** What image an archive holds, after its configuration and every layer were found and hashed. */
export async function inspectArchive(path: string, file: string, signal?: AbortSignal): Promise<ArchiveContent> {
  const entries = await readArchiveEntries(path, file, signal)
  const manifest = onlyManifest(entries, file)
  const config = fileAt(entries, manifest.config)
  const document = entries.documents.get(resolveLink(entries, manifest.config))
  if (config === undefined || document === undefined) throw archiveProblem('bad-input', 'images.cutOff', 'images.cutOffHint', file)
  if (!isNamedAfter(manifest.config, config.sha256)) throw damaged(file, manifest.config)
  const { architecture, os, rootfs, config: settings } = parsed(() => ImageConfig.parse(JSON.parse(document)), file, manifest.config)
  if (rootfs.diff_ids.length !== manifest.layers.length) throw damaged(file, manifest.config)

  let unpackedBytes = 0
  let hasZstd = false
  for (const [index, name] of manifest.layers.entries()) {
    const layer = fileAt(entries, name)
    if (layer === undefined) throw archiveProblem('bad-input', 'images.cutOff', 'images.cutOffHint', file)
    if (!isLayer(layer, name, rootfs.diff_ids[index])) throw damaged(file, name)
    unpackedBytes += layer.unpackedBytes
    hasZstd ||= layer.packing === 'zstd'
  }
  return {
    references: manifest.references,
    architecture: architecture === undefined || architecture === '' ? null : architecture,
    imageId: `sha256:${config.sha256}`,
    content: imageContent({ os, architecture, layers: rootfs.diff_ids, settings }),
    bytes: (await stat(path)).size,
    unpackedBytes,
    hasZstd,
  }
}

function onlyManifest(entries: ArchiveEntries, file: string): ArchiveManifest {
  const images = parsed(() => archiveManifests(entries), file, 'manifest.json')
  if (images === null || images.length === 0) throw archiveProblem('bad-input', 'images.notAnImage', 'images.notAnImageHint', file)
  const [first] = images
  if (first === undefined || images.length > 1) {
    throw archiveProblem('bad-input', 'images.severalImages', 'images.severalImagesHint', file, { params: { count: images.length } })
  }
  return first
}

/** A plain layer hashes to its diff id; a packed one only to its own name, where that is a hash. */
function isLayer(layer: ArchiveFile, name: string, diffId: string | undefined): boolean {
  if (`sha256:${layer.sha256}` === diffId) return true
  return layer.packing !== null && isNamedAfter(name, layer.sha256)
}

/** False only where the name is a hash and another one. */
function isNamedAfter(path: string, sha256: string): boolean {
  const hash = /^([0-9a-f]{64})(?:\.|$)/.exec(posix.basename(path))?.[1]
  return hash === undefined || hash === sha256
}

function fileAt(entries: ArchiveEntries, path: string): ArchiveFile | undefined {
  return entries.files.get(resolveLink(entries, path))
}

/** docker save stores a layer that occurs twice as a link to the first. */
function resolveLink({ links }: ArchiveEntries, path: string): string {
  let target = posix.normalize(path)
  for (let step = 0; step < 8; step++) target = links.get(target) ?? target
  return target
}

function parsed<T>(read: () => T, file: string, part: string): T {
  try {
    return read()
  } catch (cause) {
    throw damaged(file, part, cause)
  }
}

function damaged(file: string, part: string, cause?: unknown): OperatorError {
  return archiveProblem('bad-input', 'images.damaged', 'images.damagedHint', file, { params: { part }, cause })
}
