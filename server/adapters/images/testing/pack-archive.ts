import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import { imageContent } from '../../../domain/image-content.ts'
import { layerPacking } from '../layer-packing.ts'

const CONFIG = { Env: ['PATH=/usr/bin'], Labels: { b: '2', a: '1' } }

/** What an engine tells of the image that these layers make. */
export function contentOf(layers: Buffer[]): string | null {
  return imageContent({ os: 'linux', architecture: 'amd64', layers: layers.map((layer) => `sha256:${sha256(layer)}`), settings: CONFIG })
}

const OCI = 'application/vnd.oci.image'

type Entry = { name: string; content: Buffer | string } | { name: string; linksTo: string }

export async function packTar(entries: Entry[]): Promise<Buffer> {
  const tar = pack()
  for (const entry of entries) {
    if ('linksTo' in entry) tar.entry({ name: entry.name, type: 'symlink', linkname: entry.linksTo })
    else tar.entry({ name: entry.name }, entry.content)
  }
  tar.finalize()
  return buffer(tar)
}

export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Entries of a `docker save` archive: configuration, one folder a layer, manifest.json at the end. */
export function savedImage(layers: Buffer[], references: string[] | null): Entry[] {
  const config = imageConfig(layers)
  const names = layers.map((layer) => `${sha256(layer)}x/layer.tar`)
  const manifest = [{ Config: `${sha256(config)}.json`, RepoTags: references, Layers: names }]
  return [
    { name: `${sha256(config)}.json`, content: config },
    ...layers.map((content, index) => ({ name: names[index] ?? '', content })),
    { name: 'manifest.json', content: JSON.stringify(manifest) },
  ]
}

/** The same image as `docker save` of containerd's store writes it: an OCI layout with a manifest.json beside. */
export function savedOciImage(layers: Buffer[], packed: Buffer[], reference: string): Entry[] {
  const path = (content: Buffer | string) => `blobs/sha256/${sha256(content)}`
  const manifest = [{ Config: path(imageConfig(layers)), RepoTags: [reference], Layers: packed.map(path) }]
  return [...ociLayout(layers, packed, reference, []), { name: 'manifest.json', content: JSON.stringify(manifest) }]
}

/** Entries of an OCI layout; `packed` are the layers as they are stored. */
export function ociImage(layers: Buffer[], packed: Buffer[], reference: string): Entry[] {
  return ociLayout(layers, packed, reference, [{ ...described('attestation', 'manifest'), platform: { architecture: 'unknown' } }])
}

function ociLayout(layers: Buffer[], packed: Buffer[], reference: string, beside: object[]): Entry[] {
  const config = imageConfig(layers)
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: `${OCI}.manifest.v1+json`,
    config: described(config, 'config'),
    layers: packed.map((layer) => described(layer, 'layer')),
  })
  const named = { ...described(manifest, 'manifest'), annotations: { 'io.containerd.image.name': reference } }
  const index = JSON.stringify({ schemaVersion: 2, manifests: [named, ...beside] })
  const blobs = [config, manifest, ...packed].map((content) => ({ name: `blobs/sha256/${sha256(content)}`, content }))
  return [...blobs, { name: './index.json', content: index }, { name: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' }]
}

/** As OCI points at a blob; a layer's packing is in its media type. */
function described(content: Buffer | string, kind: 'config' | 'manifest' | 'layer') {
  const packing = typeof content === 'string' ? null : layerPacking(content)
  const type = kind === 'layer' ? `layer.v1.tar${packing === null ? '' : `+${packing}`}` : `${kind}.v1+json`
  return { mediaType: `${OCI}.${type}`, digest: `sha256:${sha256(content)}`, size: content.length }
}

function imageConfig(layers: Buffer[]): string {
  const diff_ids = layers.map((layer) => `sha256:${sha256(layer)}`)
  return JSON.stringify({ architecture: 'amd64', os: 'linux', config: CONFIG, rootfs: { type: 'layers', diff_ids } })
}

/** A zstd frame that does not say how long it will be, as engines write it while they read: one raw block after the other (RFC 8878). */
export function zstdRaw(content: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58])]
  for (let at = 0; at < content.length; at += 65_536) {
    const block = content.subarray(at, at + 65_536)
    const header = Buffer.alloc(3)
    header.writeUIntLE((block.length << 3) | (at + 65_536 >= content.length ? 1 : 0), 0, 3)
    parts.push(header, block)
  }
  return Buffer.concat(parts)
}
