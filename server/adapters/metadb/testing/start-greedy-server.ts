import { createServer, type Socket } from 'node:net'
import { greeting, packet } from './start-rogue-server.ts'

export interface GreedyServer {
  port: number
  /** Everything that clients sent. */
  received(): string
  stop(): Promise<void>
}

/** Asks whoever signs in to do it by `plugin`, as anybody may who answers in the MetaDB's place, keeps what it gets and hangs up. */
export async function startGreedyServer(plugin: string): Promise<GreedyServer> {
  let received = ''
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.write(packet(0, greeting()))
    let asked = false
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      if (asked) return void socket.end()
      asked = true
      // dialog: what to show, and that the answer is a password.
      const data = plugin === 'dialog' ? Buffer.from('\x05Password: ') : Buffer.alloc(32, 7)
      socket.write(packet(2, Buffer.concat([Buffer.from([0xfe]), Buffer.from(`${plugin}\0`), data])))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    received: () => received,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
