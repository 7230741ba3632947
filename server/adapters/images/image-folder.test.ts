import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
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

describe('the folder', () => {
  test.each(['../secret.tar', '/etc/passwd.tar', 'a/b.tar', '.hidden.tar', 'a\0.tar', 'a\n.tar', 'oms.iso', `${'x'.repeat(250)}.tar`, ''])(
    'refuses the name %j for reading and for writing',
    async (name) => {
      expect(await problemOf(folder.path(name))).toMatchObject({ said: { key: 'images.badFileName' }, field: 'image.file' })
      expect(await problemOf(folder.receive(name, bodyOf(Buffer.from('x')), null))).toMatchObject({ said: { key: 'images.badFileName' } })
    },
  )

  test('neither lists nor follows links and folders', async () => {
    await writeFile(join(parent, 'outside.tar'), 'secret')
    await symlink(join(parent, 'outside.tar'), join(folder.folder, 'link.tar'))
    await mkdir(join(folder.folder, 'folder.tar'))
    await put('oms.tar', await packTar(savedImage(LAYERS, [REFERENCE])))
    expect((await folder.list()).map((entry) => entry.file)).toEqual(['oms.tar'])
    expect((await problemOf(folder.inspect('link.tar'))).said.key).toBe('images.outsideFolder')
    expect((await problemOf(folder.path('folder.tar'))).said.key).toBe('images.fileMissing')
    expect((await problemOf(folder.path('none.tar'))).code).toBe('not-found')
    expect(await folder.freeBytes()).toBeGreaterThan(0)
  })

  test('that cannot be made says so', async () => {
    await writeFile(join(parent, 'file'), '')
    expect((await problemOf(openImageFolder(join(parent, 'file', 'images')).list())).said.key).toBe('images.folderUnusable')
  })
})
