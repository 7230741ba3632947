import { expect, test } from 'vitest'
import type { Acting, UpgradeContext } from '../../context.ts'
import { loadImage } from './step.ts'

const NAME = 'reg:5000/oms:feature_3.4.0'
const PLANNED = { image: NAME, imageId: 'sha256:config', content: 'sha256:content', source: { kind: 'archive', file: 'oms.tar' } }
const LOADED = { id: 'sha256:manifest', content: 'sha256:content', architecture: 'amd64' }

interface Engine {
  /** By name and by id. */
  images: Map<string, { id: string; content: string | null; architecture: string }>
  /** What a load brings, and what the engine says of it. */
  brings: string[]
  reports: string[]
}

function scene({ images, brings, reports }: Engine) {
  const calls: string[] = []
  const docker = {
    image: async (reference: string) => images.get(reference) ?? 'missing',
    engine: async () => ({ architecture: 'amd64' }),
    async loadImage() {
      calls.push('load')
      for (const name of brings) images.set(name, LOADED)
      return reports
    },
    async tag(id: string, reference: string) {
      calls.push(`tag ${id} ${reference}`)
      images.set(reference, LOADED)
    },
  }
  const context = {
    world: { docker, images: { path: async (file: string) => `/images/${file}` } },
    writers: { docker },
    plan: { to: PLANNED },
    facts: { get: async () => undefined },
    report: { line: () => {}, progress: () => {} },
  } as unknown as Acting<UpgradeContext>
  return {
    calls,
    async act() {
      await loadImage.run(context, new AbortController().signal)
      return await loadImage.verify(context, new AbortController().signal)
    },
  }
}

// Every archive ended in "another image" on containerd's store, where the id is the manifest's.
test('an image is the planned one by its content, whatever the engine calls it', async () => {
  const { calls, act } = scene({ images: new Map(), brings: [NAME, LOADED.id], reports: [NAME] })
  expect(await act()).toMatchObject({ holds: true })
  expect(calls).toEqual(['load'])
  expect(await act()).toMatchObject({ holds: true })
  expect(calls).toEqual(['load'])
})

// Nothing would find it: the new container is created by name.
test('an image that was saved without a name gets the planned one, but takes it from no other', async () => {
  const free = scene({ images: new Map(), brings: [LOADED.id], reports: [LOADED.id] })
  expect(await free.act()).toMatchObject({ holds: true })
  expect(free.calls).toEqual(['load', `tag ${LOADED.id} ${NAME}`])
  const stranger = { id: 'sha256:x', content: 'sha256:y', architecture: 'amd64' }
  const taken = scene({ images: new Map([[NAME, stranger]]), brings: [LOADED.id], reports: [LOADED.id] })
  expect(await taken.act()).toMatchObject({ holds: false })
  expect(taken.calls).toEqual(['load'])
})

test('another image than the planned one is never given its name', async () => {
  const images = new Map([['sha256:other', { ...LOADED, id: 'sha256:other', content: 'sha256:y' }]])
  const { calls, act } = scene({ images, brings: [], reports: ['sha256:other'] })
  expect(await act()).toMatchObject({ holds: false })
  expect(calls).toEqual(['load'])
})
