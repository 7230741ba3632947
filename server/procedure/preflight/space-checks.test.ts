import { expect, test } from 'vitest'
import type { EngineInfo } from '../ports/engine.ts'
import type { PreflightInput, Seen, TargetImage } from './check.ts'
import { IMAGE_SPACE_CHECKS } from './space-checks.ts'

async function room(imageStore: EngineInfo['imageStore'], imageFreeBytes: number | null) {
  const engine = { imageStore, imageFolder: '/var/lib/containerd', imageFreeBytes } as EngineInfo
  const seen: Seen = { engine, target: { bytes: 1e9, onEngine: false } as TargetImage }
  return (await IMAGE_SPACE_CHECKS[0]?.look({} as PreflightInput, seen))?.[0]
}

// It keeps the layers as they came beside the unpacked ones: measured like the classic store, it runs full while it loads.
test("containerd's store needs room for the image twice, where its images are", async () => {
  expect(await room('classic', 1.5e9)).toMatchObject({ level: 'ok' })
  expect(await room('containerd', 1.5e9)).toMatchObject({ level: 'blocking', title: { params: { folder: '/var/lib/containerd' } } })
  expect(await room('containerd', 2.5e9)).toMatchObject({ level: 'ok' })
  expect(await room('containerd', null)).toMatchObject({ level: 'confirm' })
})
