// As much of the MySQL client protocol as a proxy needs (dev.mysql.com/doc/dev/mysql-server, "Client/Server Protocol").

const LARGEST = 0xff_ff_ff
const HEADER = 4

export interface Packet {
  sequence: number
  payload: Buffer
  /** With its header, as it came. */
  raw: Buffer
}

/** Cuts a stream into packets. */
export class PacketReader {
  #chunks: Buffer[] = []
  #size = 0

  /** The first chunk, which then has this many bytes at least. */
  #front(bytes: number): Buffer {
    const [first] = this.#chunks
    if (first !== undefined && first.length >= bytes) return first
    const joined = Buffer.concat(this.#chunks)
    this.#chunks = [joined]
    return joined
  }

  *feed(chunk: Buffer): Generator<Packet> {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    for (;;) {
      if (this.#size < HEADER) return
      const head = this.#front(HEADER)
      const whole = HEADER + head.readUIntLE(0, 3)
      if (this.#size < whole) return
      const raw = this.#front(whole).subarray(0, whole)
      this.#chunks[0] = (this.#chunks[0] ?? raw).subarray(whole)
      this.#size -= whole
      yield { sequence: raw[3] ?? 0, payload: raw.subarray(HEADER), raw }
    }
  }
}

/** A payload goes on in the next packet where it fills this one. */
export const goesOn = ({ payload }: Packet) => payload.length === LARGEST

export function packets(sequence: number, payload: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0, number = sequence; ; at += LARGEST, number += 1) {
    const body = payload.subarray(at, at + LARGEST)
    const head = Buffer.alloc(HEADER)
    head.writeUIntLE(body.length, 0, 3)
    head[3] = number & 0xff
    parts.push(head, body)
    if (body.length < LARGEST) return Buffer.concat(parts)
  }
}

export interface Refusal {
  errno: number
  state: string
  message: string
}

export function errorPacket(sequence: number, { errno, state, message }: Refusal): Buffer {
  const code = Buffer.alloc(2)
  code.writeUInt16LE(errno)
  return packets(sequence, Buffer.concat([Buffer.from([0xff]), code, Buffer.from(`#${state}${message}`)]))
}

export function okPacket(sequence: number, status: number): Buffer {
  const flags = Buffer.alloc(2)
  flags.writeUInt16LE(status)
  return packets(sequence, Buffer.concat([Buffer.from([0, 0, 0]), flags, Buffer.from([0, 0])]))
}

export const isOk = (payload: Buffer) => payload[0] === 0x00
export const isError = (payload: Buffer) => payload[0] === 0xff
export const isEof = (payload: Buffer) => payload[0] === 0xfe && payload.length < 9
export const errnoOf = (payload: Buffer) => payload.readUInt16LE(1)

export const IN_TRANSACTION = 0x0001
export const AUTOCOMMIT = 0x0002
export const MORE_RESULTS = 0x0008

export function statusOf(payload: Buffer): number {
  if (isEof(payload)) return payload.readUInt16LE(3)
  const rows = readLength(payload, 1)
  return payload.readUInt16LE(readLength(payload, rows.end).end)
}

/** `value` null: NULL in a row of text. */
function readLength(payload: Buffer, at: number): { value: number | null; end: number } {
  const first = payload[at] ?? 0
  if (first === 0xfb) return { value: null, end: at + 1 }
  if (first === 0xfc) return { value: payload.readUInt16LE(at + 1), end: at + 3 }
  if (first === 0xfd) return { value: payload.readUIntLE(at + 1, 3), end: at + 4 }
  if (first === 0xfe) return { value: Number(payload.readBigUInt64LE(at + 1)), end: at + 9 }
  return { value: first, end: at + 1 }
}

function lengthBytes(value: number): Buffer {
  if (value < 0xfb) return Buffer.from([value])
  const bytes = Buffer.alloc(9)
  if (value <= 0xffff) {
    bytes[0] = 0xfc
    bytes.writeUInt16LE(value, 1)
    return bytes.subarray(0, 3)
  }
  bytes[0] = 0xfd
  bytes.writeUIntLE(value, 1, 3)
  return bytes.subarray(0, 4)
}

export function readRow(payload: Buffer): (string | null)[] {
  const cells: (string | null)[] = []
  for (let at = 0; at < payload.length; ) {
    const { value, end } = readLength(payload, at)
    cells.push(value === null ? null : payload.toString('latin1', end, end + value))
    at = end + (value ?? 0)
  }
  return cells
}

export function rowPayload(cells: readonly (string | null)[]): Buffer {
  return Buffer.concat(
    cells.flatMap((cell) => {
      if (cell === null) return [Buffer.from([0xfb])]
      const bytes = Buffer.from(cell, 'latin1')
      return [lengthBytes(bytes.length), bytes]
    }),
  )
}
