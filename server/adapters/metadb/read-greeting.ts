import { connect, type Socket } from 'node:net'

export interface Greeted {
  /** Connected, with the greeting still to be read. */
  socket: Socket
  offersTls: boolean
}

const CLIENT_SSL = 0x0800

/**
 * Connects and looks at what the server says of itself before anything is sent. Asking for TLS and coming back without it would leave a
 * failed connection for each session, and servers block hosts that have too many of those.
 */
export async function readGreeting({ host, port }: { host: string; port: number }, timeoutMs: number): Promise<Greeted> {
  const socket = connect({ host, port, noDelay: true, keepAlive: true })
  try {
    return { socket, offersTls: await whetherTls(socket, timeoutMs) }
  } catch (error) {
    socket.destroy()
    throw error
  }
}

function whetherTls(socket: Socket, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('ETIMEDOUT', 'connect ETIMEDOUT'), timeoutMs)
    const done = (): void => {
      clearTimeout(timer)
      socket.off('readable', look).off('end', lost).off('close', lost).off('error', broken)
    }
    const broken = (error: Error): void => {
      done()
      reject(error)
    }
    const fail = (code: string, message: string): void => broken(Object.assign(new Error(message), { code }))
    const lost = (): void => fail('PROTOCOL_CONNECTION_LOST', 'The server closed the connection before its greeting.')
    const look = (): void => {
      const chunk: unknown = socket.read()
      if (!Buffer.isBuffer(chunk)) return
      // Whoever speaks the protocol next reads it again.
      socket.unshift(chunk)
      const offers = offersTls(chunk)
      if (offers === null) return
      done()
      resolve(offers)
    }
    socket.on('readable', look).on('end', lost).on('close', lost).on('error', broken)
  })
}

/** Null: not enough of the greeting is there. What is no greeting offers nothing; the driver says what it is. */
function offersTls(bytes: Buffer): boolean | null {
  if (bytes.length < 5) return null
  if (bytes[4] !== 10) return false
  if (bytes.length < 4 + bytes.readUIntLE(0, 3)) return null
  // Behind the version: thread, 8 bytes of the challenge, a zero.
  const flags = bytes.indexOf(0, 5) + 1 + 4 + 8 + 1
  return flags + 2 <= bytes.length && (bytes.readUInt16LE(flags) & CLIENT_SSL) !== 0
}
