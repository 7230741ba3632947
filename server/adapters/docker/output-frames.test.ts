import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { outputFrames } from './output-frames.ts'

function frame(stream: number, text: string): Buffer {
  const header = Buffer.alloc(8)
  header[0] = stream
  header.writeUInt32BE(Buffer.byteLength(text), 4)
  return Buffer.concat([header, Buffer.from(text)])
}

test('gives every byte to its stream wherever the chunks are cut', async () => {
  const bytes = Buffer.concat([frame(1, 'out 日志\n'), frame(2, 'err'), frame(1, ''), frame(1, 'more')])
  for (let size = 1; size <= bytes.length; size++) {
    const chunks: Buffer[] = []
    for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
    const seen = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) }
    for await (const piece of outputFrames(Readable.from(chunks))) seen[piece.stream] = Buffer.concat([seen[piece.stream], piece.bytes])
    expect(seen.stdout.toString()).toBe('out 日志\nmore')
    expect(seen.stderr.toString()).toBe('err')
  }
})
