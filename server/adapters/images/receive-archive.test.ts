import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ImageArchives } from '../../procedure/ports/images.ts'
import { openImageFolder } from './open-image-folder.ts'
import { packTar, savedImage } from './testing/pack-archive.ts'
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
    expect(await problemOf(folder.receive('a.tar', bodyOf(tar), tar.length + 1))).toMatchObject({ said: { key: 'images.sizeDiffers' } })
    expect(await problemOf(folder.receive('a.tar', bodyOf(tar), tar.length - 1))).toMatchObject({ said: { key: 'images.sizeDiffers' } })
    let sent = 0
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ < 5) controller.enqueue(tar.subarray(0, 5000))
        else controller.error(new Error('tab closed'))
      },
    })
    expect(await problemOf(folder.receive('a.tar', broken, null))).toMatchObject({
      said: { key: 'images.uploadCutOff' },
      field: 'image.file',
    })
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
    expect(await problemOf(folder.receive('a.tar', endless, tar.length))).toMatchObject({ said: { key: 'images.sizeDiffers' } })
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
    expect(await problemOf(folder.receive('a.tar', endless, null))).toMatchObject({
      said: { key: 'images.notAnArchive' },
      code: 'bad-input',
    })
    expect(sent).toBeLessThan(5)
    expect(await problemOf(folder.receive('a.tar', bodyOf(Buffer.from('tiny')), null))).toMatchObject({
      said: { key: 'images.notAnArchive' },
    })
    expect(await readdir(folder.folder)).toEqual([])
  })

  test('never replaces a file, not even one that appears meanwhile', async () => {
    const tar = await packTar(savedImage(LAYERS, [REFERENCE]))
    await put('a.tar', Buffer.from('precious'))
    expect(await problemOf(folder.receive('a.tar', bodyOf(tar), null))).toMatchObject({
      said: { key: 'images.fileExists' },
      code: 'conflict',
    })
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
    expect(await problemOf(folder.receive('b.tar', overtaken, null))).toMatchObject({ said: { key: 'images.fileExists' } })
    expect(await readFile(join(folder.folder, 'a.tar'), 'utf8')).toBe('precious')
    expect(await readFile(join(folder.folder, 'b.tar'), 'utf8')).toBe('faster')
  })

  test('that cannot fit is refused before it begins', async () => {
    expect(await problemOf(folder.receive('a.tar', bodyOf(Buffer.from('x')), Number.MAX_SAFE_INTEGER))).toMatchObject({
      said: { key: 'images.noRoom' },
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
