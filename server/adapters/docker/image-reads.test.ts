import { expect, test } from 'vitest'
import type { EngineClient } from './engine-client.ts'
import { imageReads } from './image-reads.ts'

const NAME = 'reg:5000/oms:feature_3.4.0'
const ID = `sha256:${'a'.repeat(64)}`
const IMAGE = { Id: ID, RepoTags: [NAME], RepoDigests: [], Os: 'linux', Architecture: 'amd64', Size: 1, Created: '2026-01-01T00:00:00Z' }

function reading(listed: string[], image = IMAGE) {
  const engine = {
    address: 'unix:///e.sock',
    ask: async ({ path }: { path: string }) => (path === '/images/json' ? listed.map((Id) => ({ Id })) : image),
  } as unknown as EngineClient
  return imageReads(engine)
}

// As Docker 26 answers after "failed to unpack loaded image": taken for loaded, it would be missed inside the window.
test('an image that the engine tells of but does not list is missing', async () => {
  expect(await reading([ID]).image(NAME)).toMatchObject({ id: ID })
  for (const listed of [[], [`sha256:${'b'.repeat(64)}`]]) {
    expect(await reading(listed).image(NAME)).toBe('missing')
    expect(await reading(listed).image(ID)).toBe('missing')
  }
})

// As Docker 28 answers, which lists it.
test('an image of which the engine has only the name is missing', async () => {
  expect(await reading([ID], { ...IMAGE, Os: '', Architecture: '' }).image(NAME)).toBe('missing')
})
