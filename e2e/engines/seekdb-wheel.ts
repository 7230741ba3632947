import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { withLock } from '../sandbox/lock.ts'
import { NotReached } from './not-reached.ts'
import { packageCache } from './unpack-packages.ts'

const run = promisify(execFile)
export const SEEKDB_VERSION = '1.4.0.post1'
// The wheel of one Python; none is needed to run the server inside.
const FOR_PYTHON = ['--python-version', '3.11', '--implementation', 'cp', '--platform', 'manylinux_2_28_x86_64']

/** Path of seekdb's server: the package on PyPI carries one that speaks the MySQL protocol. */
export async function seekdbProgram(): Promise<string> {
  const folder = join(packageCache(), `seekdb-${SEEKDB_VERSION}`)
  const program = join(folder, 'pylibseekdb', 'seekdb')
  if (existsSync(program)) return program
  return withLock(`${folder}.lock`, async () => {
    if (existsSync(program)) return program
    const work = mkdtempSync(`${folder}.part-`)
    try {
      const wanted = ['--no-deps', '--only-binary=:all:', ...FOR_PYTHON, '--dest', work, `pylibseekdb==${SEEKDB_VERSION}`]
      await run('python3', ['-m', 'pip', 'download', '--quiet', ...wanted]).catch((cause: Error) => {
        throw new NotReached(`seekdb ${SEEKDB_VERSION}: ${cause.message.trim().split('\n').at(-1)}`)
      })
      const wheel = readdirSync(work).find((file) => file.endsWith('.whl'))
      await run('python3', ['-m', 'zipfile', '-e', join(work, wheel ?? ''), join(work, 'out')])
      chmodSync(join(work, 'out', 'pylibseekdb', 'seekdb'), 0o755)
      renameSync(join(work, 'out'), folder)
      return program
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  })
}
