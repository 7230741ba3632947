import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import type { DockerWriter } from '../../procedure/ports/engine.ts'
import { openImageFolder } from '../images/open-image-folder.ts'
import { packTar, savedOciImage, zstdRaw } from '../images/testing/pack-archive.ts'
import { problemOf } from '../images/testing/problem-of.ts'
import { connectDockerWriter } from './connect-docker.ts'
import { openTestEngine, type TestEngine } from './testing/test-engine.ts'

const never = new AbortController().signal
const quiet = { onProgress() {}, onLine() {}, signal: never }

let engine: TestEngine
let docker: DockerWriter

beforeAll(async () => {
  engine = await openTestEngine(`images${process.pid}`)
  docker = connectDockerWriter(engine.address, alwaysPermitted)
})

afterAll(async () => {
  await engine.clean({ containers: [], images: [] })
})

/** An image that only the archive has, saved by its id. */
async function madeImage(file: string) {
  const name = `${engine.image}-${file}`
  await writeFile(join(engine.folder, file), randomBytes(1024))
  await engine.docker('import', '--change', 'ENV MADE=yes', await engine.tar(file), name)
  const image = await docker.image(name)
  if (image === 'missing') throw new Error('the image was not made')
  await engine.docker('save', '--output', join(engine.folder, 'images', `${file}.tar`), image.id)
  await engine.docker('rmi', name)
  return image
}

describe('images', () => {
  test('are found by reference or full id only', async () => {
    const image = await docker.image(engine.image)
    if (image === 'missing') throw new Error('the image is missing')
    expect(image).toMatchObject({ references: [engine.image], os: 'linux', defaults: { Env: expect.arrayContaining(['FROM_IMAGE=yes']) } })
    expect(await docker.image(image.id)).toEqual(image)
    expect(await docker.image(image.id.slice(7, 19))).toBe('missing')
    expect(await docker.image(engine.image.replace('3.3.1', '3.3'))).toBe('missing')
    expect((await docker.listImages()).map((entry) => entry.id)).toContain(image.id)
    expect(await problemOf(docker.image('not a reference'))).toMatchObject({ code: 'bad-input' })
  })

  test('come back from an archive under the reference that the engine reports', async () => {
    const folder = openImageFolder(join(engine.folder, 'images'))
    await folder.list()
    const file = join(folder.folder, 'oms.tar')
    const tag = engine.image.replace('3.3.1', '3.4.0')
    await engine.docker('tag', engine.image, tag)
    await engine.docker('save', '--output', file, tag)
    const before = await docker.image(tag)
    const content = await folder.inspect('oms.tar')
    if (before === 'missing') throw new Error('the image is missing')
    expect(content).toMatchObject({ references: [tag], content: before.content, architecture: 'amd64' })
    // The classic store names it by its configuration, containerd's by its manifest.
    expect(content.imageId === before.id).toBe((await docker.engine()).imageStore === 'classic')
    await engine.docker('rmi', tag)
    expect(await docker.image(tag)).toBe('missing')

    const progress: [number, number][] = []
    const lines: string[] = []
    const options = {
      onProgress: (...seen: [number, number]) => progress.push(seen),
      onLine: (text: string) => lines.push(text),
      signal: never,
    }
    expect(await docker.loadImage(file, options)).toEqual([tag])
    // Podman counts other bytes for it, and may have kept its other name.
    const { id, content: kept } = before
    expect(await docker.image(tag)).toMatchObject({ id, content: kept, references: expect.arrayContaining([tag]) })
    expect(progress.at(-1)).toEqual([content.bytes, content.bytes])
    expect(progress.length).toBeGreaterThan(1)
    expect(lines).toContain(`Loaded image: ${tag}`)
    await engine.docker('rmi', tag)
  })

  test('that were saved without a name are found by what the load reports, and take one', async () => {
    const folder = openImageFolder(join(engine.folder, 'images'))
    await folder.list()
    const { content } = await madeImage('unnamed')
    const reference = engine.image.replace('3.3.1', 'given')
    const loaded = await docker.loadImage(join(folder.folder, 'unnamed.tar'), quiet)
    const inspected = await folder.inspect('unnamed.tar')
    expect(inspected).toMatchObject({ references: [], content })
    const image = await docker.image(loaded[0] ?? '')
    if (image === 'missing') throw new Error(`nothing is at ${loaded}`)
    expect(image.content).toBe(content)
    await docker.tag(image.id, reference)
    expect(await docker.image(reference)).toMatchObject({ id: image.id, content })
    await engine.docker('rmi', reference)
  })

  // The vendor's archives are packed; Podman's socket takes them unpacked only.
  test('come back from a packed archive', async () => {
    const folder = openImageFolder(join(engine.folder, 'images'))
    await folder.list()
    const { content } = await madeImage('packed')
    await promisify(execFile)('gzip', [join(folder.folder, 'packed.tar')])
    const [id = ''] = await docker.loadImage(join(folder.folder, 'packed.tar.gz'), quiet)
    expect(await docker.image(id)).toMatchObject({ content })
    await engine.docker('rmi', id)
    const whole = await readFile(join(folder.folder, 'packed.tar.gz'))
    await writeFile(join(folder.folder, 'half.tar.gz'), whole.subarray(0, whole.length / 2))
    await expect(docker.loadImage(join(folder.folder, 'half.tar.gz'), quiet)).rejects.toThrow()
  })

  // A vendor that packs with zstd must not find its image called another one; an engine that cannot unpack it has to say so.
  test('with layers packed by zstd are the image that the archive tells of, or are refused', async () => {
    const folder = openImageFolder(join(engine.folder, 'images'))
    await folder.list()
    const layer = await packTar([{ name: 'root/made', content: randomBytes(200_000) }])
    const reference = engine.image.replace('3.3.1', 'zstd')
    await writeFile(join(folder.folder, 'zstd.tar'), await packTar(savedOciImage([layer], [zstdRaw(layer)], reference)))
    const { content, hasZstd } = await folder.inspect('zstd.tar')
    expect(hasZstd).toBe(true)
    const { version, product } = await docker.engine()
    const load = docker.loadImage(join(folder.folder, 'zstd.tar'), quiet)
    // As preflight says before the upgrade (imageZstd).
    if (product === 'docker' && Number.parseInt(version, 10) < 23) {
      await expect(load).rejects.toMatchObject({ problem: { said: { key: 'docker.loadFailed' } } })
      return expect(await docker.image(reference)).toBe('missing')
    }
    expect(await load).toEqual([reference])
    expect(await docker.image(reference)).toMatchObject({ content: expect.stringMatching(/^sha256:/) })
    expect(await docker.image(reference)).toMatchObject({ content })
    await engine.docker('rmi', reference)
  })

  test('with two names come back under both', async () => {
    const names = ['one', 'two'].map((tag) => engine.image.replace('3.3.1', tag))
    for (const name of names) await engine.docker('tag', engine.image, name)
    const folder = openImageFolder(join(engine.folder, 'images'))
    await folder.list()
    await engine.docker('save', '--output', join(folder.folder, 'two.tar'), ...names)
    await engine.docker('rmi', ...names)
    expect((await folder.inspect('two.tar')).references.toSorted()).toEqual(names)
    await docker.loadImage(join(folder.folder, 'two.tar'), quiet)
    const content = (await folder.inspect('two.tar')).content
    for (const name of names) expect(await docker.image(name), name).toMatchObject({ content })
    await engine.docker('rmi', ...names)
  })

  // The engine answers 200 before it reads: a client that looks at the status alone calls these loads successful.
  test.each(['cut', 'not-an-image', 'no-tar', 'bad-layer'])('are not loaded from an archive that is %s', async (kind) => {
    const file = join(engine.folder, `${kind}.tar`)
    const tag = `${engine.image}-${kind}`
    // A layer of its own: the engine does not read again what it has already.
    await writeFile(join(engine.folder, 'layer'), randomBytes(8 * 1024 * 1024))
    await engine.docker('import', await engine.tar('layer'), tag)
    await engine.docker('save', '--output', file, tag)
    await engine.docker('rmi', tag)
    const whole = await readFile(file)
    if (kind === 'cut') await writeFile(file, whole.subarray(0, whole.length / 2))
    if (kind === 'not-an-image') await writeFile(file, await readFile(join(engine.folder, 'root.tar')))
    if (kind === 'no-tar') await writeFile(file, Buffer.alloc(8 * 1024 * 1024, 'x'))
    if (kind === 'bad-layer') {
      const handle = await open(file, 'r+')
      await handle.write(Buffer.from('damaged'), 0, 7, Math.floor(whole.length / 2))
      await handle.close()
    }
    const problem = await problemOf(docker.loadImage(file, quiet))
    expect(problem).toMatchObject({ code: 'refused', said: { key: 'docker.loadFailed' }, raw: expect.stringMatching(/\w/) })
    expect(await docker.image(tag)).toBe('missing')
  })

  test('stop loading when aborted', async () => {
    const abort = new AbortController()
    const options = { ...quiet, onProgress: () => abort.abort(new Error('operator held')), signal: abort.signal }
    await expect(docker.loadImage(join(engine.folder, 'root.tar'), options)).rejects.toThrow('operator held')
    expect(await problemOf(docker.loadImage(join(engine.folder, 'none.tar'), quiet))).toMatchObject({
      field: 'image.file',
      said: { key: 'docker.archiveUnreadable' },
    })
  })
})
