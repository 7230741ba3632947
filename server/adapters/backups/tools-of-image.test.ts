import { expect, test } from 'vitest'
import { Secret } from '../../domain/secret.ts'
import type { ToolPair } from '../../procedure/ports/backups.ts'
import type { ImagePrograms } from '../docker/image-programs.ts'
import { PANEL } from './fitting-tools.ts'
import { toolsOfImage } from './tools-of-image.ts'

const OWN = { dump: PANEL, restore: PANEL }
const IMAGE = { id: 'sha256:1', name: 'oms', container: 'c', installation: 'i' }
const TOOL = { path: '/usr/bin/mysqldump', version: '8.0.36', flavour: 'mysql', image: IMAGE } as const
const KNOWN: ToolPair = { dump: TOOL, restore: { ...TOOL, path: '/usr/bin/mysql' } }
const login = { host: 'h', port: 1, user: 'u', password: new Secret(''), tls: { mode: 'off' } as const }
const where = { container: 'c', installation: 'i', serverVersion: '8.0.36', login, database: 'rm' }

function stopped({ images = [IMAGE.id], isThere = true } = {}): ImagePrograms {
  return {
    container: async () => (isThere ? { image: IMAGE.id, name: 'oms', isRunning: false } : null),
    hasImage: async (id) => images.includes(id),
    run: () => Promise.reject(new Error('nothing runs in a container that is stopped')),
  }
}

// With OMS down nobody can look into its container any more: what was found there before is what dumps.
test('what was found while OMS ran stays chosen after it was stopped, or its container removed, as long as the image is there', async () => {
  expect(await toolsOfImage(stopped(), { clients: 'mysql' }, { ...where, known: KNOWN })).toEqual(KNOWN)
  expect(await toolsOfImage(stopped({ isThere: false }), { clients: 'mysql' }, { ...where, known: KNOWN })).toEqual(KNOWN)
  expect(await toolsOfImage(stopped({ images: [] }), { clients: 'mysql' }, { ...where, known: KNOWN })).toEqual(OWN)
})

test('nothing else is chosen then: not what was never found, nor what is no client of the image, nor another family', async () => {
  expect(await toolsOfImage(stopped(), { clients: 'mysql' }, where)).toEqual(OWN)
  const { image: _, ...here } = TOOL
  expect(await toolsOfImage(stopped(), { clients: 'mysql' }, { ...where, known: { dump: here, restore: here } })).toEqual(OWN)
  expect(await toolsOfImage(stopped(), { clients: 'mysql' }, { ...where, known: OWN })).toEqual(OWN)
  expect(await toolsOfImage(stopped(), { clients: 'mariadb' }, { ...where, known: KNOWN })).toEqual(OWN)
})
