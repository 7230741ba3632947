import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { NotReached } from './not-reached.ts'
import { packageCache } from './unpack-packages.ts'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const MOST_OUTPUT = 64 * 2 ** 20

/** The newest Node of a major version: its program is a package of npm. */
export async function prepareNode(major: number): Promise<{ version: string; path: string[] }> {
  const name = `node-linux-${process.arch}@${major}`
  const asked = await run('npm', ['view', name, 'version', '--json']).catch((cause: Error) => {
    throw new NotReached(`${name}: ${cause.message.trim().split('\n').at(-1)}`)
  })
  // In the order in which they were published; an older line may have come last.
  const versions = [JSON.parse(asked.stdout) as string | string[]].flat()
  const version = versions.sort((one, other) => one.localeCompare(other, 'en', { numeric: true })).at(-1) ?? ''
  const folder = join(packageCache(), `node-${version}`)
  if (!existsSync(folder)) await unpack(`node-linux-${process.arch}@${version}`, folder)
  return { version, path: [join(folder, 'bin')] }
}

async function unpack(name: string, folder: string): Promise<void> {
  const part = mkdtempSync(`${folder}.part-`)
  try {
    await run('npm', ['pack', '--silent', name], { cwd: part })
    const archive = readdirSync(part).find((file) => file.endsWith('.tgz')) ?? ''
    await run('tar', ['-xzf', archive], { cwd: part })
    renameSync(join(part, 'package'), folder)
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

/** On a clean checkout of what is committed, with the Node that stands first in PATH. */
export async function verifyAndBuild(): Promise<string[]> {
  const checkout = mkdtempSync(join(tmpdir(), 'on-node-'))
  try {
    await run('git', ['clone', '--quiet', '--no-hardlinks', ROOT, checkout])
    for (const args of [
      ['ci', '--silent'],
      ['run', 'verify'],
      ['run', 'build'],
    ]) {
      const wrong = await run('npm', args, { cwd: checkout, maxBuffer: MOST_OUTPUT }).then(
        () => null,
        ({ stdout, stderr }: { stdout: string; stderr: string }) => `npm ${args.join(' ')}: ${`${stdout}\n${stderr}`.trim().slice(-4000)}`,
      )
      if (wrong !== null) return [wrong]
    }
    return []
  } finally {
    rmSync(checkout, { recursive: true, force: true })
  }
}
