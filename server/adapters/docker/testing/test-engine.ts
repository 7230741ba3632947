import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { type DockerAddress, parseDockerAddress } from '../docker-address.ts'

const run = promisify(execFile)
const PROGRAMS = ['bash', 'cat', 'sleep', 'seq', 'printf']

/** The sandbox's engine with a tiny image, and what a test made on it, which it removes by its own names. */
export interface TestEngine {
  address: DockerAddress
  image: string
  /** Folder for files of the test. */
  folder: string
  /** Runs the docker client; returns its output. */
  docker(...argv: string[]): Promise<string>
  /** Packs one entry of the folder; returns the archive's path. */
  tar(entry: string): Promise<string>
  /** Removes the containers and images given, and the folder. */
  clean(leftovers: { containers: string[]; images: string[] }): Promise<void>
}

export async function openTestEngine(name: string): Promise<TestEngine> {
  const host = await sandboxEngine()
  const folder = await mkdtemp(join(tmpdir(), 'panel-docker-'))
  const docker = async (...argv: string[]) =>
    (await run('docker', ['--host', host, ...argv], { maxBuffer: 64 * 1024 * 1024 })).stdout.trim()
  const image = `reg.example.com:5000/panel/${name}:feature_3.3.1`
  const root = join(folder, 'root')
  for (const program of PROGRAMS) await copyWithLibraries(program, root)
  await run('tar', ['--create', '--file', join(folder, 'root.tar'), '--directory', root, '.'])
  const changes = ['ENV FROM_IMAGE=yes', 'CMD ["/usr/bin/sleep", "600"]', 'LABEL made=by-test', 'WORKDIR /']
  await docker('import', ...changes.flatMap((change) => ['--change', change]), join(folder, 'root.tar'), image)
  return {
    address: parseDockerAddress(host),
    image,
    folder,
    docker,
    async tar(entry) {
      const file = join(folder, `${entry}.tar`)
      await run('tar', ['--create', '--file', file, '--directory', folder, entry])
      return file
    },
    async clean({ containers, images }) {
      for (const name of containers) await docker('rm', '--force', '--volumes', name).catch(() => {})
      for (const name of [image, ...images]) await docker('rmi', '--force', name).catch(() => {})
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function copyWithLibraries(program: string, root: string): Promise<void> {
  const path = `/usr/bin/${program}`
  const { stdout } = await run('ldd', [path])
  const libraries = stdout.match(/\/\S+/g) ?? []
  for (const file of [path, ...libraries]) {
    await mkdir(join(root, dirname(file)), { recursive: true })
    await copyFile(file, join(root, dirname(file), basename(file)))
  }
}

/** Address of the engine in the state that the sandbox writes; adapters do not import the sandbox. */
async function sandboxEngine(): Promise<string> {
  const name = process.env.SANDBOX ?? 'demo'
  const state = await readFile(new URL(`../../../../.sandbox/${name}/state.json`, import.meta.url), 'utf8').catch((cause) => {
    throw new Error(`The sandbox "${name}" is not up. Start it: npm run sandbox -- up --name ${name}`, { cause })
  })
  return z.object({ engine: z.object({ host: z.string() }) }).parse(JSON.parse(state)).engine.host
}
