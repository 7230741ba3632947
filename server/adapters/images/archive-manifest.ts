import { z } from 'zod'
import type { ArchiveEntries } from './read-archive-entries.ts'

/** One image of an archive: where its configuration and its layers stand. */
export interface ArchiveManifest {
  references: string[]
  config: string
  layers: string[]
}

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/)
const annotations = z.record(z.string(), z.string()).nullish()
const Saved = z.array(z.object({ Config: z.string(), RepoTags: z.array(z.string()).nullish(), Layers: z.array(z.string()) }))
const Index = z.object({
  manifests: z.array(
    z.object({ digest, annotations, platform: z.object({ architecture: z.string() }).nullish(), mediaType: z.string().optional() }),
  ),
})
const OciManifest = z.object({ config: z.object({ digest }), layers: z.array(z.object({ digest })) })

/** The images by `manifest.json` (docker save) or `index.json` (OCI); null where there is neither. Malformed: throws. */
export function archiveManifests({ documents }: ArchiveEntries): ArchiveManifest[] | null {
  const saved = documents.get('manifest.json')
  if (saved !== undefined) {
    return Saved.parse(JSON.parse(saved)).map((image) => ({
      references: image.RepoTags ?? [],
      config: image.Config,
      layers: image.Layers,
    }))
  }
  const index = documents.get('index.json')
  return index === undefined ? null : imagesOf(index, documents, [])
}

function imagesOf(index: string, documents: ReadonlyMap<string, string>, inherited: string[]): ArchiveManifest[] {
  return Index.parse(JSON.parse(index)).manifests.flatMap((entry) => {
    // Build attestations are listed as images of an unknown platform.
    if (entry.platform?.architecture === 'unknown') return []
    const names = [entry.annotations?.['io.containerd.image.name'], entry.annotations?.['org.opencontainers.image.ref.name']]
    const reference = names.find((name) => name !== undefined && /[:/]/.test(name))
    const references = reference === undefined ? inherited : [reference]
    const text = documents.get(blob(entry.digest))
    if (text === undefined) return [{ references, config: blob(entry.digest), layers: [] }]
    const content: unknown = JSON.parse(text)
    if (Index.safeParse(content).success) return imagesOf(text, documents, references)
    const { config, layers } = OciManifest.parse(content)
    return [{ references, config: blob(config.digest), layers: layers.map((layer) => blob(layer.digest)) }]
  })
}

function blob(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`
}
