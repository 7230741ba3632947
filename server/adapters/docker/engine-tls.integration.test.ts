import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Certificates, makeCertificates } from '../metadb/testing/make-certificates.ts'
import { connectDocker } from './connect-docker.ts'

let folder: string
let own: Certificates
let foreign: Certificates
let engine: ChildProcess
let port: number

/** A real engine that takes nobody without a certificate of its CA; it runs no containers. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panel-engine-tls-'))
  own = await makeCertificates(['IP:127.0.0.1'])
  foreign = await makeCertificates(['IP:127.0.0.1'])
  for (const [name, { files }] of [['own', own] as const, ['foreign', foreign] as const]) {
    await mkdir(join(folder, name))
    for (const [kind, file] of Object.entries(files)) await copyFile(file, join(folder, name, `${kind}.pem`))
  }
  await mkdir(join(folder, 'nobody'))
  await copyFile(own.files.ca, join(folder, 'nobody', 'ca.pem'))
  port = await freePort()
  engine = spawn(
    'dockerd',
    [
      ...['--host', `tcp://127.0.0.1:${port}`, '--tlsverify'],
      ...['--tlscacert', own.files.ca, '--tlscert', own.files.cert, '--tlskey', own.files.key],
      ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'run'), '--pidfile', join(folder, 'pid')],
      ...['--bridge=none', '--iptables=false', '--ip6tables=false', '--storage-driver=vfs', '--log-level=error'],
    ],
    { stdio: 'ignore' },
  )
}, 60_000)

afterAll(async () => {
  if (engine.exitCode === null && engine.kill('SIGTERM')) await once(engine, 'exit')
  await Promise.all([own.remove(), foreign.remove(), rm(folder, { recursive: true, force: true })])
})

/** How the engine is reached, or the problem. */
async function problemOf(certificates: string | null): Promise<string> {
  const tls = certificates === null ? {} : { tls: { folder: join(folder, certificates) } }
  return await connectDocker({ host: '127.0.0.1', port, ...tls })
    .engine()
    .then(
      ({ transport }) => transport,
      (error: { problem?: { said: { key: string } } }) => error.problem?.said.key ?? String(error),
    )
}

// Its port is root on that host: neither side may talk to somebody it cannot prove.
test('an engine that verifies its clients is reached with its certificates, and with nothing else', { timeout: 60_000 }, async () => {
  await expect.poll(() => problemOf('own'), { timeout: 40_000, interval: 200 }).toBe('tls')
  expect(await problemOf('foreign')).toBe('docker.tlsFailed')
  expect(await problemOf('nobody')).toBe('docker.tlsFailed')
  expect(await problemOf('missing')).toBe('docker.certificateUnreadable')
  expect(await problemOf(null)).toBe('docker.tlsNeeded')
})

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
