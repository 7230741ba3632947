import type { Readable } from 'node:stream'

export interface OutputFrame {
  stream: 'stdout' | 'stderr'
  bytes: Buffer
}

const HEADER_BYTES = 8

/** Takes Docker's multiplexed output apart: 8 bytes of header (stream, length) before each piece. */
export async function* outputFrames(source: Readable): AsyncGenerator<OutputFrame> {
  let header = Buffer.alloc(0)
  let left = 0
  let stream: OutputFrame['stream'] = 'stdout'
  for await (const chunk of source as AsyncIterable<Buffer>) {
    let at = 0
    while (at < chunk.length) {
      if (left === 0) {
        const taken = chunk.subarray(at, at + HEADER_BYTES - header.length)
        header = Buffer.concat([header, taken])
        at += taken.length
        if (header.length < HEADER_BYTES) break
        stream = header[0] === 2 ? 'stderr' : 'stdout'
        left = header.readUInt32BE(4)
        header = Buffer.alloc(0)
      } else {
        const bytes = chunk.subarray(at, at + left)
        at += bytes.length
        left -= bytes.length
        yield { stream, bytes }
      }
    }
  }
}
