import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { withLock } from '../sandbox/lock.ts'
import { cacheFolder } from './cache-folder.ts'
import { NotReachable } from './not-reachable.ts'

const run = promisify(execFile)
export const SEEKDB_VERSION = '1.4.0.post1'
// The wheel of one Python; none is needed to run the server inside.
const FOR_PYTHON = ['--python-version', '3.11', '--implementation', 'cp', '--platform', 'manylinux_2_28_x86_64']

/** Path of seekdb's server: the package on PyPI carries one that speaks the MySQL protocol. */
export async function seekdbProgram(): Promise<string> {
  const folder = cacheFolder(`seekdb-${SEEKDB_VERSION}`)
  const program = join(folder, 'pylibseekdb', 'seekdb')
  return withLock(cacheFolder('seekdb'), async () => {
    if (existsSync(program)) return program
    mkdirSync(cacheFolder('seekdb'), { recursive: true })
    const work = mkdtempSync(cacheFolder('seekdb', 'wheel-'))
    try {
      const wanted = ['--no-deps', '--only-binary=:all:', ...FOR_PYTHON, '--dest', work, `pylibseekdb==${SEEKDB_VERSION}`]
      await run('python3', ['-m', 'pip', 'download', '--quiet', ...wanted]).catch((cause: Error) => {
        throw new NotReachable(`seekdb ${SEEKDB_VERSION} could not be fetched: ${cause.message.trim().split('\n').at(-1)}`)
      })
      const wheel = readdirSync(work).find((file) => file.endsWith('.whl'))
      await run('python3', ['-m', 'zipfile', '-e', join(work, wheel ?? ''), join(work, 'out')])
      chmodSync(join(work, 'out', 'pylibseekdb', 'seekdb'), 0o755)
      rmSync(folder, { recursive: true, force: true })
      renameSync(join(work, 'out'), folder)
      return program
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  })
}
