import { open } from 'node:fs/promises'

export const HEADER_BYTES = 512

/** By the first 512 bytes: gzip by its mark, tar by the check sum of its first header (older tars have no mark). */
export function archiveKind(head: Buffer): 'tar' | 'gzip' | 'neither' {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip'
  if (head.length < HEADER_BYTES) return 'neither'
  const stated = Number.parseInt(head.toString('latin1', 148, 156).replace(/[\0 ]+$/, ''), 8)
  let sum = 0
  for (let at = 0; at < HEADER_BYTES; at++) sum += at >= 148 && at < 156 ? 0x20 : (head[at] ?? 0)
  return stated === sum && head[0] !== 0 ? 'tar' : 'neither'
}

/** What its kind is told by. */
export async function archiveHead(path: string): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
