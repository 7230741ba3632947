import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startAttached } from './attached-program.ts'
import { createEngineClient } from './engine-client.ts'

const ID = 'a'.repeat(64)
const UPGRADED = 'HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n'

let folder: string
let engine: Server
let sockets: Socket[]
/** What the program of the test does with its connection. */
let program: (socket: Socket) => void

beforeEach(async () => {
  sockets = []
  folder = mkdtempSync(join(tmpdir(), 'panel-attached-'))
  engine = createServer((request, response) => {
    if (request.url?.includes('/wait')) return response.writeHead(200).end('{"StatusCode":3}')
    response.writeHead(204).end()
  })
  // As Podman does it: whatever comes after the request's head is the program's standard input.
  engine.on('upgrade', (_, socket: Socket, head: Buffer) => {
    sockets.push(socket)
    socket.unshift(head)
    socket.write(UPGRADED)
    program(socket)
  })
  engine.listen(join(folder, 'socket'))
  await once(engine, 'listening')
})

afterEach(async () => {
  engine.closeAllConnections()
  for (const socket of sockets) socket.destroy()
  await new Promise((resolve) => engine.close(resolve))
  rmSync(folder, { recursive: true })
})

function frame(text: string): Buffer {
  const head = Buffer.alloc(8)
  head[0] = 1
  head.writeUInt32BE(Buffer.byteLength(text), 4)
  return Buffer.concat([head, Buffer.from(text)])
}

async function run(...input: string[]) {
  const taken: string[] = []
  const exitCode = await startAttached(createEngineClient({ socketPath: join(folder, 'socket') }), ID, {
    argv: ['program'],
    stdin: (async function* () {
      for (const text of input) yield Buffer.from(text)
    })(),
    onOutput: (bytes) => void taken.push(bytes.toString()),
    signal: AbortSignal.timeout(4000),
  })
  return { exitCode, output: taken.join('') }
}

// Podman gave the end of an empty chunked body, "0", to the restore as the first line of its dump.
test('a program gets its input and nothing before it', async () => {
  program = (socket) => {
    const got: Buffer[] = []
    socket.on('data', (bytes: Buffer) => got.push(bytes))
    socket.on('end', () => socket.end(frame(Buffer.concat(got).toString())))
  }
  expect(await run('select 1;', '\n')).toEqual({ exitCode: 3, output: 'select 1;\n' })
})

// The restore stood for ever in place of telling why its client ended.
test('a program that ends while it is sent more than it reads is heard of', async () => {
  program = (socket) => void socket.end(frame('syntax error'))
  expect(await run('x'.repeat(4_000_000), 'y'.repeat(4_000_000))).toEqual({ exitCode: 3, output: 'syntax error' })
})
