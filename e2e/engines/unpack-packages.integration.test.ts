import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { programOf } from './program-of.ts'
import { unpackPackages } from './unpack-packages.ts'

const TINI = { release: 'trixie', packages: ['tini'] }
const CLOSED = 'http://127.0.0.1:1'

let cache: string

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'packages-'))
  vi.stubEnv('PACKAGE_CACHE', cache)
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(cache, { recursive: true, force: true })
})

// A machine without network must say "not run"; a crash or a half folder would count as a broken engine.
test('names a mirror that is not reached, and leaves nothing behind', async () => {
  vi.stubEnv('http_proxy', CLOSED)
  vi.stubEnv('https_proxy', CLOSED)
  const found = await unpackPackages(TINI)
  expect(found).toMatchObject({ state: 'not-reached', reason: expect.stringContaining('127.0.0.1') })
  expect(readdirSync(cache).filter((name) => !name.endsWith('.lock'))).toEqual([])
})

test('unpacks once, runs with the libc of the folder, and asks no mirror again', async (context) => {
  const machine = statSync('/var/lib/dpkg/status').mtimeMs
  const first = await unpackPackages(TINI)
  if (first.state === 'not-reached') return context.skip(first.reason)
  if (first.state !== 'ready') throw new Error(first.reason)
  expect(Object.keys(first.versions)).toEqual(expect.arrayContaining(['tini', 'libc6']))
  const { stdout } = await promisify(execFile)(programOf(first.folder, 'tini'), ['--version'])
  expect(stdout).toContain('tini version')
  expect(statSync('/var/lib/dpkg/status').mtimeMs).toBe(machine)

  vi.stubEnv('http_proxy', CLOSED)
  expect(await unpackPackages(TINI)).toEqual(first)
})

test('tells a package that the release lacks from a mirror that stays away', async (context) => {
  const found = await unpackPackages({ release: 'trixie', packages: ['no-such-package-of-debian'] })
  if (found.state === 'not-reached') return context.skip(found.reason)
  expect(found).toMatchObject({ state: 'not-carried', reason: expect.stringContaining('no-such-package-of-debian') })
})
