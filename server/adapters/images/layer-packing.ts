export type LayerPacking = 'gzip' | 'zstd'

/** Bytes of a layer's beginning and end that are looked at. */
export const START_BYTES = 18
export const END_BYTES = 4

/** How much more a packed layer is assumed to take where it does not tell: programs and jars seldom shrink further. */
const USUAL_RATIO = 4
const SINGLE_SEGMENT = 0x20
const DICTIONARY_BYTES = [0, 1, 2, 4]

export function layerPacking(start: Buffer): LayerPacking | null {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip'
  return start.length >= 4 && start.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : null
}

/** Room that a layer takes unpacked: what it tells of itself, for Node 20 cannot unpack zstd, and unpacking twice costs minutes. */
export function unpackedSize(bytes: number, start: Buffer, end: Buffer): number {
  const packing = layerPacking(start)
  if (packing === null) return bytes
  const told = packing === 'zstd' ? zstdSize(start) : end.length === END_BYTES ? end.readUInt32LE(0) : 0
  // gzip counts modulo 4 GiB and both may stand in several pieces: what is less than the packed size tells nothing.
  return told > bytes ? told : bytes * USUAL_RATIO
}

/** Frame_Content_Size of RFC 8878, section 3.1.1.1; 0 where a frame was written as a stream. */
function zstdSize(start: Buffer): number {
  const descriptor = start[4] ?? 0
  const isSingle = (descriptor & SINGLE_SEGMENT) !== 0
  const at = 5 + (isSingle ? 0 : 1) + (DICTIONARY_BYTES[descriptor & 3] ?? 0)
  const length = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0
  if (length === 0 || start.length < at + length) return 0
  if (length === 8) return Number(start.readBigUInt64LE(at))
  return start.readUIntLE(at, length) + (length === 2 ? 256 : 0)
}
