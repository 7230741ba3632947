import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OperatorError } from '../../errors.ts'
import { startAttached } from './attached-program.ts'
import { createEngineClient } from './engine-client.ts'

type Answer = (socket: Socket, head: string, body: () => string) => void

let folder: string
let engine: Server
let sockets: Set<Socket>

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-'))
  sockets = new Set()
})

afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  engine.close()
  await rm(folder, { recursive: true, force: true })
})

/** An engine that answers each request by the end of its path. */
async function engineThat(answers: Record<'wait' | 'attach' | 'start', Answer>) {
  engine = createServer((socket) => {
    sockets.add(socket)
    let read = ''
    let isAnswered = false
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      read += chunk.toString('latin1')
      const end = read.indexOf('\r\n\r\n')
      if (end < 0 || isAnswered) return
      isAnswered = true
      const [, name = ''] = /^POST \/containers\/x\/(\w+)/.exec(read) ?? []
      answers[name as 'wait'](socket, read.slice(0, end), () => read.slice(end + 4))
    })
  })
  const path = join(folder, 'engine.sock')
  engine.listen(path)
  await once(engine, 'listening')
  return createEngineClient({ socketPath: path })
}

const UPGRADED = 'HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n'
const WAITS = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n'
const STARTED = 'HTTP/1.1 204 No Content\r\n\r\n'
const code = (json: string) => `${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`

async function* login() {
  yield Buffer.from('the login')
}

const program = () => ({ argv: ['x'], stdin: login(), onOutput: () => undefined, signal: AbortSignal.timeout(4000) })

test('nothing but its standard input reaches a program, whenever the engine begins to listen', async () => {
  let heard = () => ''
  let waiting: Socket | undefined
  const client = await engineThat({
    wait: (socket) => {
      waiting = socket
      socket.write(WAITS)
    },
    attach: (socket, _, body) => {
      heard = body
      socket.write(UPGRADED)
    },
    start: (socket) => {
      socket.end(STARTED)
      setTimeout(() => {
        waiting?.end(code('{"StatusCode":0}'))
        for (const other of sockets) other.end()
      }, 100)
    },
  })
  expect(await startAttached(client, 'x', program())).toBe(0)
  expect(heard()).toBe('the login')
})

test('an engine that goes away before it told the exit code is said to be away', async () => {
  const client = await engineThat({
    wait: (socket) => socket.write(WAITS),
    attach: (socket) => socket.write(UPGRADED),
    start: (socket) => {
      socket.end(STARTED)
      setTimeout(() => {
        for (const other of sockets) other.destroy()
      }, 100)
    },
  })
  const error = await startAttached(client, 'x', program()).catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(OperatorError)
  expect((error as OperatorError).problem.code).toBe('unavailable')
})

test('a container that is gone before its start is no program that runs', async () => {
  const client = await engineThat({
    wait: (socket) => socket.write(WAITS),
    attach: (socket) => socket.write(UPGRADED),
    start: (socket) => socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}'),
  })
  const error = await startAttached(client, 'x', program()).catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(OperatorError)
})

// The restore stood for ever in place of telling why its client ended.
test('a program that ends while it is sent more than it reads is heard of', async () => {
  const client = await engineThat({
    wait: (socket) => socket.write(WAITS + code('{"StatusCode":3}')),
    attach: (socket) => {
      socket.pause()
      socket.end(`${UPGRADED}\x01\0\0\0\0\0\0\x05error`)
    },
    start: (socket) => socket.end(STARTED),
  })
  const taken: Buffer[] = []
  const stdin = (async function* () {
    for (const letter of 'ab') yield Buffer.alloc(4_000_000, letter)
  })()
  expect(await startAttached(client, 'x', { ...program(), stdin, onOutput: (bytes) => void taken.push(bytes) })).toBe(3)
  expect(Buffer.concat(taken).toString()).toBe('error')
})
