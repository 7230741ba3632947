import { statfs } from 'node:fs/promises'
import type { z } from 'zod'
import type { EngineInfo } from '../../procedure/ports/engine.ts'
import { InfoAnswer, VersionAnswer } from './engine-answers.ts'
import type { EngineClient } from './engine-client.ts'
import { readAnswer } from './read-answer.ts'

// Of the machine's own containerd; one that the engine started itself lies in the engine's folder.
const CONTAINERD_FOLDER = '/var/lib/containerd'

export async function readEngine(engine: EngineClient): Promise<EngineInfo> {
  const version = readAnswer(VersionAnswer, await engine.ask({ method: 'GET', path: '/version' }), engine.address)
  const info = readAnswer(InfoAnswer, await engine.ask({ method: 'GET', path: '/info' }), engine.address)
  const isContainerd = (info.DriverStatus ?? []).some(([name, value]) => name === 'driver-type' && value?.startsWith('io.containerd.'))
  const folders = isContainerd ? [info.DockerRootDir, CONTAINERD_FOLDER] : [info.DockerRootDir]
  return {
    transport: engine.transport,
    product: isPodman(version) ? 'podman' : 'docker',
    readsStopped: !isPodman(version),
    changesRestartPolicy: !isPodman(version) || isFrom(version.Version, 5, 1),
    version: version.Version,
    apiVersion: version.ApiVersion,
    os: version.Os,
    architecture: version.Arch,
    imageStore: isContainerd ? 'containerd' : 'classic',
    ...(await fullest(engine, folders)),
    time: new Date(info.SystemTime),
  }
}

/** Podman answers on a socket of its own as Docker does, and names itself among the components. */
export function isPodman({ Components }: z.infer<typeof VersionAnswer>): boolean {
  return (Components ?? []).some(({ Name }) => Name === 'Podman Engine')
}

function isFrom(version: string, major: number, minor: number): boolean {
  const [ofMajor = 0, ofMinor = 0] = version.split('.').map(Number)
  return ofMajor > major || (ofMajor === major && ofMinor >= minor)
}

/** An engine behind a socket file is on this machine; the same path of another machine's engine would tell nothing. */
async function fullest({ address }: EngineClient, folders: string[]): Promise<Pick<EngineInfo, 'imageFolder' | 'imageFreeBytes'>> {
  const measured = []
  for (const folder of address.startsWith('unix:') ? folders : []) {
    const disk = await statfs(folder).catch(() => null)
    if (disk !== null) measured.push({ imageFolder: folder, imageFreeBytes: disk.bavail * disk.bsize })
  }
  const [least] = measured.sort((one, other) => one.imageFreeBytes - other.imageFreeBytes)
  return least ?? { imageFolder: folders[0] ?? '', imageFreeBytes: null }
}
