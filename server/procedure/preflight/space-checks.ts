import { byteSize } from '../../domain/byte-size.ts'
import { allDatabases } from '../all-databases.ts'
import { type Check, finding } from './check.ts'

/** A dump is seldom larger than its tables, but the statistics it is estimated from may be old. */
const DUMP_MARGIN = 1.5
const IMAGE_MARGIN = 1.2

const forDumps: Check = {
  id: 'space-dumps',
  needs: ['metaDb'],
  async look({ world, installation }, seen) {
    const sizes = seen.sizes ?? (await seen.metaDb?.sizes(allDatabases(installation.databases))) ?? []
    seen.sizes = sizes
    const needed = Math.ceil(sizes.reduce((sum, size) => sum + size.bytes, 0) * DUMP_MARGIN)
    const { freeBytes } = await world.backups.checkFolder(installation.backupFolder)
    const params = { folder: installation.backupFolder, needed: byteSize(needed), free: byteSize(freeBytes) }
    return [
      finding('space-dumps', 'spaceDumps', freeBytes < needed ? 'blocking' : 'ok', {
        params,
        ...(freeBytes < needed && { field: 'backupFolder' }),
      }),
    ]
  },
}

const forImage: Check = {
  id: 'space-image',
  needs: ['engine', 'target'],
  async look(_, { engine, target }) {
    if (target === undefined || target.onEngine) return [finding('space-image', 'spaceImageThere', 'ok')]
    const copies = engine?.imageStore === 'containerd' ? 2 : 1
    const needed = Math.ceil(target.bytes * copies * IMAGE_MARGIN)
    const free = engine?.imageFreeBytes ?? null
    if (free === null)
      return [
        finding('space-image', 'spaceImageUnknown', 'confirm', {
          params: { needed: byteSize(needed), folder: engine?.imageFolder ?? '' },
        }),
      ]
    return [
      finding('space-image', 'spaceImage', free < needed ? 'blocking' : 'ok', {
        params: { needed: byteSize(needed), free: byteSize(free), folder: engine?.imageFolder ?? '' },
      }),
    ]
  },
}

export const DUMP_SPACE_CHECKS: Check[] = [forDumps]
export const IMAGE_SPACE_CHECKS: Check[] = [forImage]
