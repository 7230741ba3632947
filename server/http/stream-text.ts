/** A body that is read as fast as it is taken; who leaves in the middle ends the reading. */
export function streamText(parts: AsyncIterable<string | Buffer>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const reading = parts[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await reading.next()
      if (done) controller.close()
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
    },
    async cancel() {
      await reading.return?.()
    },
  })
}
