import { expect, test } from 'vitest'
import { imageContent, isSameImage } from './image-content.ts'

const layers = ['sha256:1', 'sha256:2']
const settings = { Env: ['A=1', 'B=2'], Cmd: ['node'], Labels: { b: '2', a: '1' } }
const image = { os: 'linux', architecture: 'amd64', layers, settings }

// The classic store writes what is not set as null or empty, containerd's and an archive leave it out.
test('what is not set is the same however it is written, and labels have no order', () => {
  const written = { ...settings, User: '', Entrypoint: null, Volumes: {}, ExposedPorts: null, Labels: { a: '1', b: '2' } }
  expect(imageContent({ ...image, settings: written })).toBe(imageContent(image))
})

test.each([
  ['a layer', { layers: ['sha256:2', 'sha256:1'] }],
  ['the architecture', { architecture: 'arm64' }],
  ['the order of the environment', { settings: { ...settings, Env: ['B=2', 'A=1'] } }],
  ['the command', { settings: { ...settings, Cmd: ['sh'] } }],
  ['a label', { settings: { ...settings, Labels: { a: '1' } } }],
])('another image by %s', (_, change) => {
  expect(imageContent({ ...image, ...change })).not.toBe(imageContent(image))
})

test('what does not tell its platform or its layers has no content, and is nobody’s equal by it', () => {
  expect(imageContent({ ...image, architecture: undefined })).toBeNull()
  expect(imageContent({ ...image, layers: [] })).toBeNull()
  expect(isSameImage({ id: 'a', content: null }, { id: 'b', content: null })).toBe(false)
  expect(isSameImage({ id: 'a', content: null }, { id: 'a', content: 'x' })).toBe(true)
  expect(isSameImage({ id: 'a', content: 'x' }, { id: 'b', content: 'x' })).toBe(true)
})
