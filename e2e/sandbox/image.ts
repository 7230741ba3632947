import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type Docker from 'dockerode'
import { bundleSimulator, SIMULATOR_FOLDER } from './bundle-simulator.ts'
import { hostFiles, layOutRootFileSystem } from './root-file-system.ts'
import { SandboxError } from './sandbox-error.ts'
import type { SandboxState } from './state.ts'
import type { TraitName } from './traits.ts'

const REPOSITORY = 'work.oceanbase-dev.com/obartifact-store/oms'
const HASH_LABEL = 'oms-sandbox.content'

type Version = '3.3.1' | '3.4.0'

export function imageReference(version: Version, traits: readonly TraitName[] = []): string {
  return `${REPOSITORY}:${imageTag(version, traits)}`
}

function imageTag(version: Version, traits: readonly TraitName[]): string {
  if (traits.includes('version-v')) return `V${version}`
  return `feature_${version}${traits.includes('version-bp') && version === '3.4.0' ? '_bp1' : ''}`
}

export function archiveFile(state: SandboxState): string {
  return join(state.imageFolder, 'oms_3.4.0.tar.gz')
}

/** The engine gets 3.3.1; 3.4.0 becomes an archive in the image folder, for the panel to load. What is up to date is left alone. */
export async function ensureImages(state: SandboxState, docker: Docker): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'oms-image-'))
  try {
    const bundles = join(work, 'bundles')
    await bundleSimulator(bundles)
    const hash = contentHash(bundles)
    const rootFs = () => rootFileSystemTar(state, work, bundles, hash)
    for (const reference of new Set([imageReference('3.3.1'), imageReference('3.3.1', state.traits)])) {
      if (!(await isThere(docker, reference, hash))) await importImage(docker, rootFs(), '3.3.1', reference, hash)
    }
    const noteFile = join(state.folder, 'oms_3.4.0.content')
    const reference = imageReference('3.4.0', state.traits)
    const note = `${hash} ${reference}`
    const isSaved = existsSync(archiveFile(state)) && existsSync(noteFile) && readFileSync(noteFile, 'utf8') === note
    if (isSaved) return
    await importImage(docker, rootFs(), '3.4.0', reference, hash)
    mkdirSync(state.imageFolder, { recursive: true, mode: 0o700 })
    const part = join(state.folder, 'oms_3.4.0.part')
    await pipeline(await docker.getImage(reference).get(), createGzip({ level: 1 }), createWriteStream(part))
    renameSync(part, archiveFile(state))
    writeFileSync(noteFile, note)
    await docker.getImage(reference).remove()
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function contentHash(bundles: string): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(bundles).sort()) hash.update(readFileSync(join(bundles, file)))
  for (const file of [join(SIMULATOR_FOLDER, 'docker_init.sh'), ...sources()]) hash.update(readFileSync(file))
  const { programs, libraries } = hostFiles()
  for (const file of [process.execPath, ...programs, ...libraries])
    hash.update(`${file} ${statSync(file).size} ${statSync(file).mtimeMs}\n`)
  return hash.digest('hex')
}

function sources(): string[] {
  return ['./image.ts', './root-file-system.ts'].map((file) => new URL(file, import.meta.url).pathname)
}

/** One tar for both images and all sandboxes of this checkout; older ones are thrown away. */
function rootFileSystemTar(state: SandboxState, work: string, bundles: string, hash: string): string {
  const cache = join(dirname(state.folder), 'cache')
  const file = join(cache, `${hash.slice(0, 20)}.tar`)
  if (existsSync(file)) return file
  const root = join(work, 'root')
  layOutRootFileSystem(root, bundles)
  rmSync(cache, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true, mode: 0o700 })
  const part = join(cache, `${process.pid}.part`)
  execFileSync('tar', ['--create', '--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--file', part, '--directory', root, '.'])
  renameSync(part, file)
  return file
}

async function isThere(docker: Docker, reference: string, hash: string): Promise<boolean> {
  const images = await docker.listImages({ filters: { reference: [reference], label: [`${HASH_LABEL}=${hash}`] } })
  return images.length > 0
}

/** Removes what was loaded beside the image that every sandbox begins with. */
export async function removeLoadedImages(docker: Docker): Promise<void> {
  const images = await docker.listImages({ filters: { label: [HASH_LABEL] } })
  const isLoaded = (tag: string) => tag.startsWith(`${REPOSITORY}:`) && tag !== imageReference('3.3.1')
  const tags = images.flatMap(({ RepoTags }) => RepoTags ?? []).filter(isLoaded)
  for (const tag of tags) await docker.getImage(tag).remove({ force: true })
}

async function importImage(docker: Docker, tar: string, version: Version, reference: string, hash: string): Promise<void> {
  const changes = [
    `ENV OMS_VERSION=${version}`,
    'ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin',
    'WORKDIR /root',
    'CMD ["node","/opt/oms/oms.cjs"]',
    `LABEL ${HASH_LABEL}=${hash}`,
  ]
  // Podman knows no tag beside the name.
  const answer = await docker.importImage(tar, { repo: reference, changes })
  // The engine answers 200 and then tells of errors inside the stream.
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(answer, (error) =>
      error ? reject(new SandboxError(`The engine refused the image: ${error.message}`)) : resolve(),
    )
  })
}
