import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OperatorError } from '../../errors.ts'
import type { ImageArchives } from '../../procedure/ports.ts'
import { openImageFolder } from './open-image-folder.ts'
import { ociImage, packTar, savedImage, sha256 } from './testing/pack-archive.ts'

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

async function problemOf(work: Promise<unknown>) {
  const cause = await work.then(
    () => expect.fail('it should have failed'),
    (error: OperatorError) => error,
  )
  expect(cause.problem, String(cause.stack)).toBeDefined()
  return { key: cause.problem.said.key, field: cause.problem.field, code: cause.problem.code }
}

async function put(name: string, content: Buffer): Promise<string> {
  await writeFile(join(folder.folder, name), content)
  return name
}

function bodyOf(content: Buffer, size = 1000): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= content.length) return controller.close()
      controller.enqueue(content.subarray(at, at + size))
      at += size
    },
  })
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
    const content = { references: [REFERENCE], architecture: 'amd64', imageId, unpackedBytes: 1_300_001 }
    expect(await folder.inspect(await put('plain.tar', tar))).toEqual({ ...content, bytes: tar.length })
    const packed = gzipSync(tar)
    expect(await folder.inspect(await put('packed.tar.gz', packed))).toEqual({ ...content, bytes: packed.length })
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

  // Loaded inside the window, a damaged archive costs downtime; here it costs nothing.
  test('that was cut anywhere is refused', async () => {
    const tar = await packTar(savedImage(LAYERS, [REFERENCE]))
    const content = tar.length - 1024
    for (let step = 1; step < 20; step++) {
      const cut = tar.subarray(0, Math.floor((content * step) / 20))
      expect((await problemOf(folder.inspect(await put('cut.tar', cut)))).key, `${cut.length} bytes`).toMatch(/cutOff|notAnImage|damaged/)
      const packed = gzipSync(tar)
      const half = packed.subarray(0, Math.floor((packed.length * step) / 20))
      expect(await problemOf(folder.inspect(await put('cut.tar.gz', half)))).toEqual({
        key: 'images.cutOff',
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
      expect(await problemOf(folder.inspect(await put('case.tar', content)))).toEqual({ key, field: 'image.file', code: 'bad-input' })
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

describe('the folder', () => {
  test.each(['../secret.tar', '/etc/passwd.tar', 'a/b.tar', '.hidden.tar', 'a\0.tar', 'a\n.tar', 'oms.iso', `${'x'.repeat(250)}.tar`, ''])(
    'refuses the name %j for reading and for writing',
    async (name) => {
      expect(await problemOf(folder.path(name))).toMatchObject({ key: 'images.badFileName', field: 'image.file' })
      expect(await problemOf(folder.receive(name, bodyOf(Buffer.from('x')), null))).toMatchObject({ key: 'images.badFileName' })
    },
  )

  test('neither lists nor follows links and folders', async () => {
    await writeFile(join(parent, 'outside.tar'), 'secret')
    await symlink(join(parent, 'outside.tar'), join(folder.folder, 'link.tar'))
    await mkdir(join(folder.folder, 'folder.tar'))
    await put('oms.tar', await packTar(savedImage(LAYERS, [REFERENCE])))
    expect((await folder.list()).map((entry) => entry.file)).toEqual(['oms.tar'])
    expect((await problemOf(folder.inspect('link.tar'))).key).toBe('images.outsideFolder')
    expect((await problemOf(folder.path('folder.tar'))).key).toBe('images.fileMissing')
    expect((await problemOf(folder.path('none.tar'))).code).toBe('not-found')
    expect(await folder.freeBytes()).toBeGreaterThan(0)
  })

  test('that cannot be made says so', async () => {
    await writeFile(join(parent, 'file'), '')
    expect((await problemOf(openImageFolder(join(parent, 'file', 'images')).list())).key).toBe('images.folderUnusable')
  })
})

describe('an upload', () => {
  test('arrives whole, however it is cut, and is listed', async () => {
    const tar = await packTar(savedImage([randomBytes(50_000)], [REFERENCE]))
    for (const size of [100, 511, 65_536]) {
      const file = `oms ${size} 镜像.tar`
      expect(await folder.receive(file, bodyOf(tar, size), tar.length)).toEqual({ file, bytes: tar.length })
      expect(await readFile(await folder.path(file))).toEqual(tar)
    }
    expect(await readdir(folder.folder)).toHaveLength(3)
  })

  // Half an archive under its final name would be offered for an upgrade.
  test('that ends early, late or with an error leaves nothing behind', async () => {
    const tar = await packTar(savedImage(LAYERS, [REFERENCE]))
    expect(await problemOf(folder.receive('a.tar', bodyOf(tar), tar.length + 1))).toMatchObject({ key: 'images.sizeDiffers' })
    expect(await problemOf(folder.receive('a.tar', bodyOf(tar), tar.length - 1))).toMatchObject({ key: 'images.sizeDiffers' })
    let sent = 0
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ < 5) controller.enqueue(tar.subarray(0, 5000))
        else controller.error(new Error('tab closed'))
      },
    })
    expect(await problemOf(folder.receive('a.tar', broken, null))).toMatchObject({ key: 'images.uploadCutOff', field: 'image.file' })
    expect(await readdir(folder.folder)).toEqual([])
  })

  test('that goes on past its announced size is stopped there', async () => {
    const tar = await packTar(savedImage([randomBytes(50_000)], [REFERENCE]))
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ < 1000) controller.enqueue(tar)
        else controller.close()
      },
    })
    expect(await problemOf(folder.receive('a.tar', endless, tar.length))).toMatchObject({ key: 'images.sizeDiffers' })
    expect(sent).toBeLessThan(5)
  })

  test('of something else is refused after its first bytes', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++
        controller.enqueue(Buffer.alloc(600, 'x'))
      },
    })
    expect(await problemOf(folder.receive('a.tar', endless, null))).toMatchObject({ key: 'images.notAnArchive', code: 'bad-input' })
    expect(sent).toBeLessThan(5)
    expect(await problemOf(folder.receive('a.tar', bodyOf(Buffer.from('tiny')), null))).toMatchObject({ key: 'images.notAnArchive' })
    expect(await readdir(folder.folder)).toEqual([])
  })

  test('never replaces a file, not even one that appears meanwhile', async () => {
    const tar = await packTar(savedImage(LAYERS, [REFERENCE]))
    await put('a.tar', Buffer.from('precious'))
    expect(await problemOf(folder.receive('a.tar', bodyOf(tar), null))).toMatchObject({ key: 'images.fileExists', code: 'conflict' })
    let isFirst = true
    const overtaken = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (isFirst) controller.enqueue(tar)
        else {
          await put('b.tar', Buffer.from('faster'))
          controller.close()
        }
        isFirst = false
      },
    })
    expect(await problemOf(folder.receive('b.tar', overtaken, null))).toMatchObject({ key: 'images.fileExists' })
    expect(await readFile(join(folder.folder, 'a.tar'), 'utf8')).toBe('precious')
    expect(await readFile(join(folder.folder, 'b.tar'), 'utf8')).toBe('faster')
  })

  test('that cannot fit is refused before it begins', async () => {
    expect(await problemOf(folder.receive('a.tar', bodyOf(Buffer.from('x')), Number.MAX_SAFE_INTEGER))).toMatchObject({
      key: 'images.noRoom',
    })
  })

  test('clears away what an earlier process left, but nothing that is still written', async () => {
    const hours = new Date(Date.now() - 2 * 60 * 60 * 1000)
    await put('.old.part', Buffer.from('x'))
    await put('.new.part', Buffer.from('x'))
    await utimes(join(folder.folder, '.old.part'), hours, hours)
    const tar = await packTar(savedImage(LAYERS, [REFERENCE]))
    await folder.receive('a.tar', bodyOf(tar), tar.length)
    expect((await readdir(folder.folder)).sort()).toEqual(['.new.part', 'a.tar'])
  })
})
