import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ImageArchives } from '../../procedure/ports/images.ts'
import { openImageFolder } from './open-image-folder.ts'
import { contentOf, ociImage, packTar, savedImage, sha256, zstdRaw } from './testing/pack-archive.ts'
import { problemOf } from './testing/problem-of.ts'

const REFERENCE = 'reg.example.com:5000/oms:feature_3.4.0'
const LAYERS = [randomBytes(300_000), randomBytes(700_001)]

let parent: string
let folder: ImageArchives

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'panel-images-'))
  folder = openImageFolder(join(parent, 'images'))
  await folder.list()
})

afterEach(async () => {
  await rm(parent, { recursive: true })
})

/** What a layer takes that does not tell. */
function isFourfold(packed: Buffer[]): (bytes: number) => boolean {
  return (bytes) => bytes === packed.reduce((sum, layer) => sum + layer.length, 0) * 4
}

async function put(name: string, content: Buffer): Promise<string> {
  await writeFile(join(folder.folder, name), content)
  return name
}

describe('an archive', () => {
  test('of docker save is read, plain and packed, with a layer that occurs twice', async () => {
    const entries = savedImage([...LAYERS, ...LAYERS.slice(0, 1)], [REFERENCE]).slice(0, -1)
    const all = savedImage([...LAYERS, ...LAYERS.slice(0, 1)], [REFERENCE])
    const first = `${sha256(LAYERS[0] ?? '')}x/layer.tar`
    const manifest = all.at(-1)
    if (manifest === undefined || !('content' in manifest)) throw new Error('no manifest')
    const linked = { name: 'again/layer.tar', linksTo: `../${first}` }
    const names = JSON.stringify(JSON.parse(String(manifest.content))).replace(new RegExp(`"${first}"]`), '"again/layer.tar"]')
    const tar = await packTar([...entries.slice(0, 3), linked, { name: 'manifest.json', content: names }])
    const config = entries[0]
    const imageId = config !== undefined && 'content' in config ? `sha256:${sha256(config.content)}` : ''
    const content = { references: [REFERENCE], architecture: 'amd64', imageId, unpackedBytes: 1_300_001, hasZstd: false }
    const same = { content: contentOf([...LAYERS, ...LAYERS.slice(0, 1)]) }
    expect(await folder.inspect(await put('plain.tar', tar))).toEqual({ ...content, ...same, bytes: tar.length })
    const packed = gzipSync(tar)
    expect(await folder.inspect(await put('packed.tar.gz', packed))).toEqual({ ...content, ...same, bytes: packed.length })
  })

  test('without a name and in the OCI layout is read', async () => {
    expect(await folder.inspect(await put('unnamed.tar', await packTar(savedImage(LAYERS, null))))).toMatchObject({ references: [] })
    const oci = await packTar(
      ociImage(
        LAYERS,
        LAYERS.map((layer) => gzipSync(layer)),
        REFERENCE,
      ),
    )
    expect(await folder.inspect(await put('oci.tar', oci))).toMatchObject({ references: [REFERENCE], architecture: 'amd64' })
  })

  // containerd's store names it by its manifest and keeps what came packed: neither may make it another image, or a small one.
  test('with packed layers is the same image, and as large as it will be once it is unpacked', async () => {
    const layers = [Buffer.alloc(900_000, 'jar '), Buffer.alloc(500_000, 'lib ')]
    const inspected = async (name: string, packed: Buffer[]) =>
      folder.inspect(await put(name, await packTar(ociImage(layers, packed, REFERENCE))))
    const zstd = layers.map((layer) => zstdRaw(layer))
    const content = contentOf(layers)
    expect(await inspected('plain-oci.tar', layers)).toMatchObject({ content, unpackedBytes: 1_400_000 })
    expect(
      await inspected(
        'gzip.tar',
        layers.map((layer) => gzipSync(layer)),
      ),
    ).toMatchObject({ content, unpackedBytes: 1_400_000 })
    expect(await inspected('zstd.tar', zstd)).toMatchObject({ content, unpackedBytes: expect.toSatisfy(isFourfold(zstd)), hasZstd: true })
    const damaged = zstd.map((layer) => Buffer.concat([layer, Buffer.from('x')]))
    const entries = ociImage(layers, zstd, REFERENCE).map((entry) => {
      const at = 'content' in entry ? zstd.findIndex((layer) => layer.equals(Buffer.from(entry.content))) : -1
      return at < 0 ? entry : { name: entry.name, content: damaged[at] ?? '' }
    })
    expect((await problemOf(folder.inspect(await put('bad-zstd.tar', await packTar(entries))))).said.key).toBe('images.damaged')
  })

  // Loaded inside the window, a damaged archive costs downtime; here it costs nothing.
  test('that was cut anywhere is refused', async () => {
    const tar = await packTar(savedImage(LAYERS, [REFERENCE]))
    const content = tar.length - 1024
    for (let step = 1; step < 20; step++) {
      const cut = tar.subarray(0, Math.floor((content * step) / 20))
      expect((await problemOf(folder.inspect(await put('cut.tar', cut)))).said.key, `${cut.length} bytes`).toMatch(
        /cutOff|notAnImage|damaged/,
      )
      const packed = gzipSync(tar)
      const half = packed.subarray(0, Math.floor((packed.length * step) / 20))
      expect(await problemOf(folder.inspect(await put('cut.tar.gz', half)))).toMatchObject({
        said: { key: 'images.cutOff' },
        field: 'image.file',
        code: 'bad-input',
      })
    }
  })

  test('in which one byte changed is refused', async () => {
    const tar = await packTar(savedImage(LAYERS, [REFERENCE]))
    for (const at of [600, 10_000, 500_000, tar.length - 1400]) {
      const damaged = Buffer.from(tar)
      damaged[at] = (damaged[at] ?? 0) ^ 1
      expect((await problemOf(folder.inspect(await put('bad.tar', damaged)))).field, `byte ${at}`).toBe('image.file')
    }
    const packed = Buffer.from(gzipSync(tar))
    packed[500_000] = (packed[500_000] ?? 0) ^ 1
    expect((await problemOf(folder.inspect(await put('bad.tar.gz', packed)))).field).toBe('image.file')
  })

  test('that lacks a layer, holds two images or is something else is told apart', async () => {
    const entries = savedImage(LAYERS, [REFERENCE])
    const cases: [string, Buffer][] = [
      ['images.cutOff', await packTar(entries.filter((_, index) => index !== 1))],
      ['images.notAnImage', await packTar([{ name: 'readme', content: 'hello' }])],
      ['images.notAnArchive', Buffer.from('hello, this is no archive')],
      ['images.notAnArchive', Buffer.alloc(0)],
      ['images.notAnArchive', gzipSync(Buffer.alloc(2000, 'x'))],
      ['images.damaged', await packTar([{ name: 'manifest.json', content: '[{"Config":' }])],
      [
        'images.severalImages',
        await packTar([
          { name: 'manifest.json', content: JSON.stringify([1, 2].map(() => ({ Config: 'c', Layers: [], RepoTags: null }))) },
        ]),
      ],
    ]
    for (const [key, content] of cases) {
      expect(await problemOf(folder.inspect(await put('case.tar', content)))).toMatchObject({
        said: { key },
        field: 'image.file',
        code: 'bad-input',
      })
    }
  })

  test('that is replaced is read anew', async () => {
    const name = await put('same.tar', await packTar(savedImage(LAYERS, ['oms:1'])))
    expect((await folder.inspect(name)).references).toEqual(['oms:1'])
    await put(name, await packTar(savedImage(LAYERS, ['oms:2'])))
    expect((await folder.inspect(name)).references).toEqual(['oms:2'])
  })

  test('stops being read when aborted', async () => {
    const name = await put('long.tar', await packTar(savedImage(LAYERS, [REFERENCE])))
    await expect(folder.inspect(name, AbortSignal.abort(new Error('left the page')))).rejects.toThrow('left the page')
  })
})
