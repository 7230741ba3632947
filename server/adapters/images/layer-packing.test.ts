import { expect, test } from 'vitest'
import { layerPacking, unpackedSize } from './layer-packing.ts'

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd]

/** A zstd frame's beginning: descriptor, what follows it. */
function zstd(descriptor: number, ...rest: number[]): Buffer {
  return Buffer.from([...MAGIC, descriptor, ...rest, 0, 0, 0, 0])
}

test.each([
  ['one byte, single segment', zstd(0x20, 200), 50, 200],
  ['two bytes count from 256', zstd(0x40, 0x58, 0xe8, 0x03), 50, 1256],
  ['four bytes behind a dictionary', zstd(0x83, 0x58, 9, 9, 9, 9, 0x40, 0x42, 0x0f, 0x00), 50, 1_000_000],
  ['eight bytes', zstd(0xe0, 0, 0, 0, 0x40, 1, 0, 0, 0), 50, 5_368_709_120],
  ['not told by a stream', zstd(0x00, 0x58), 50, 200],
])('the size of a zstd layer: %s', (_, start, bytes, expected) => {
  expect(layerPacking(start)).toBe('zstd')
  expect(unpackedSize(bytes, start, Buffer.alloc(4))).toBe(expected)
})

test('a gzip layer tells its size at its end; a plain one is as large as it is', () => {
  const end = Buffer.alloc(4)
  end.writeUInt32LE(3_000_000_000)
  expect(unpackedSize(1_000_000_000, Buffer.from([0x1f, 0x8b, 8, 0]), end)).toBe(3_000_000_000)
  expect(unpackedSize(4096, Buffer.from('usr/'), end)).toBe(4096)
})

// 5 GB counted as 1 GB would fill the disk while the image loads.
test('what gzip tells modulo 4 GiB is not believed', () => {
  const end = Buffer.alloc(4)
  end.writeUInt32LE(700_000_000)
  expect(unpackedSize(1_500_000_000, Buffer.from([0x1f, 0x8b, 8, 0]), end)).toBe(6_000_000_000)
})
