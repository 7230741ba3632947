import { expect, test } from 'vitest'
import type { PlanOptions } from '../../contract/plan.ts'
import type { Image } from '../ports/engine.ts'
import type { ArchiveContent } from '../ports/images.ts'
import type { PreflightInput, Seen } from './check.ts'
import { IMAGE_CHECKS } from './image-checks.ts'

const NAME = 'reg:5000/oms:feature_3.4.0'
const ARCHIVE: ArchiveContent = {
  references: [NAME],
  architecture: 'amd64',
  imageId: 'sha256:config',
  content: 'sha256:content',
  bytes: 10,
  unpackedBytes: 40,
  hasZstd: false,
}

interface Site {
  engine?: string
  archive?: Partial<ArchiveContent>
  name?: string
  /** What the engine has under each name. */
  images?: Record<string, Pick<Image, 'id' | 'content'>>
}

async function look({ archive, name, images = {}, engine = '26.1.5' }: Site) {
  const seen: Seen = { engine: { architecture: 'amd64', version: engine } as NonNullable<Seen['engine']> }
  const image: PlanOptions['image'] = { kind: 'archive', file: 'oms.tar', ...(name === undefined ? {} : { name }) }
  const input = {
    world: {
      images: { inspect: async () => ({ ...ARCHIVE, ...archive }) },
      docker: { image: async (reference: string) => images[reference] ?? 'missing' },
    },
    options: { image, toVersion: '3.4.0' },
  } as unknown as PreflightInput
  const check = IMAGE_CHECKS.find(({ id }) => id === 'image')
  const findings = (await check?.look(input, seen)) ?? []
  return { finding: findings[0], target: seen.target }
}

// containerd's store names an image by its manifest: by its id alone every archive was another image than the one loaded from it.
test('an image that the engine has under another id is the same by its content', async () => {
  const other = (content: string) => look({ images: { [NAME]: { id: 'sha256:manifest', content } } })
  expect((await other('sha256:content')).target).toMatchObject({ onEngine: true, content: 'sha256:content' })
  expect((await other('sha256:changed')).target).toMatchObject({ onEngine: false })
})

// "Choose an archive that names exactly one" was no way forward: the vendor's archive is the only one there is.
test('several names are offered to choose among, and the chosen one is used', async () => {
  const references = [NAME, 'reg:5000/oms:latest']
  const asked = await look({ archive: { references } })
  expect(asked.finding).toMatchObject({
    level: 'blocking',
    title: { key: 'findings.imageNames.title' },
    offers: 'image-name',
    names: references,
  })
  expect(asked.target).toBeUndefined()
  const chosen = await look({ archive: { references }, name: 'reg:5000/oms:latest' })
  expect(chosen.finding).toMatchObject({ level: 'ok' })
  expect(chosen.target).toMatchObject({ reference: 'reg:5000/oms:latest', isUnnamed: false })
  // The archive was replaced after the choice.
  expect((await look({ archive: { references }, name: 'reg:5000/oms:gone' })).finding).toMatchObject({ names: references })
})

test('an image without a name gets the typed one, which must be no other image’s', async () => {
  const archive = { references: [] }
  const asked = await look({ archive })
  expect(asked.finding).toMatchObject({ level: 'blocking', title: { key: 'findings.imageUnnamed.title' }, offers: 'image-name', names: [] })
  expect((await look({ archive, name: NAME })).target).toMatchObject({ reference: NAME, isUnnamed: true, version: '3.4.0' })
  for (const name of ['Not A Name', `${NAME}@sha256:${'a'.repeat(64)}`, 'a'.repeat(64)]) {
    expect((await look({ archive, name })).finding, name).toMatchObject({
      title: { key: 'findings.imageNameBad.title' },
      offers: 'image-name',
    })
  }
  const another = { [NAME]: { id: 'sha256:x', content: 'sha256:y' } }
  expect((await look({ archive, name: NAME, images: another })).finding).toMatchObject({ title: { key: 'findings.imageNameTaken.title' } })
  const itself = { [NAME]: { id: 'sha256:x', content: 'sha256:content' } }
  expect((await look({ archive, name: NAME, images: itself })).target).toMatchObject({ onEngine: true })
})

// Found inside the window, it would cost the downtime and a rollback.
test('an image of another architecture blocks, also one that does not tell', async () => {
  for (const architecture of ['arm64', null]) {
    expect((await look({ archive: { architecture } })).finding).toMatchObject({
      level: 'blocking',
      title: { key: 'findings.imageArchitecture.title', params: { image: NAME, architecture: architecture ?? 'unknown', engine: 'amd64' } },
    })
  }
})

// The load says no more than "invalid tar header" there.
test('layers packed by zstd block on an engine that cannot unpack them', async () => {
  const archive = { hasZstd: true }
  expect((await look({ archive, engine: '20.10.24+dfsg1' })).finding).toMatchObject({
    level: 'blocking',
    title: { key: 'findings.imageZstd.title', params: { engine: '20.10.24+dfsg1' } },
  })
  expect((await look({ archive })).finding).toMatchObject({ level: 'ok' })
  const there = { [NAME]: { id: 'sha256:x', content: 'sha256:content' } }
  expect((await look({ archive, engine: '20.10.24', images: there })).finding).toMatchObject({ level: 'ok' })
})
