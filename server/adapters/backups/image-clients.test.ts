import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { Secret } from '../../domain/secret.ts'
import type { ImagePrograms } from '../docker/image-programs.ts'
import { lookInImage, runInImage } from './image-clients.ts'

const IMAGE = { id: 'sha256:1', name: 'oms', container: 'c', installation: 'i' }

const programsThat = (run: ImagePrograms['run']): ImagePrograms => ({ container: async () => null, hasImage: async () => true, run })

/** On this machine, as if it were the container. */
const here = programsThat(async (_, { argv: [command = '', ...args], stdin, onOutput }) => {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdout.on('data', (bytes: Buffer) => void onOutput(bytes, 'stdout'))
  await Promise.all([pipeline(stdin, child.stdin).catch(() => undefined), once(child, 'close')])
  return child.exitCode ?? 1
})

// A container whose programs stand still is no reason against the panel's own driver.
test('an image whose container does not answer has no clients to offer', async () => {
  const never = programsThat((_, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))))
  expect(await lookInImage(never, IMAGE, 0.05)).toEqual({ dumps: [], restores: [] })
})

// Of what no pipe holds every bash makes a file; those before 5.1 do it of everything.
test('the login is in no file on a disk, not for a moment', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'image-clients-'))
  const stdout = await open(join(folder, 'said'), 'w')
  const long = 'x'.repeat(100_000)
  const login = { host: 'h', port: 1, user: 'u', password: new Secret(long), tls: { mode: 'verified' as const, ca: long } }
  const run = { image: IMAGE, path: '/usr/bin/readlink', args: ['/proc/self/fd/3', '/proc/self/fd/4'], login, family: 'mysql' as const }
  try {
    const told = { stdin: null, stdout, isOwn: false, onWords: () => undefined, signal: AbortSignal.timeout(10_000) }
    expect(await runInImage(here, { ...run, ...told })).toBe(0)
    const places = (await readFile(join(folder, 'said'), 'utf8')).trim().split('\n')
    expect(places).toEqual([expect.stringMatching(/^\/dev\/shm\/.*\(deleted\)$/), expect.stringMatching(/^\/dev\/shm\/.*\(deleted\)$/)])
  } finally {
    await stdout.close()
    await rm(folder, { recursive: true, force: true })
  }
})
