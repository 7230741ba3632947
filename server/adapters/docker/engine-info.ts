import { statfs } from 'node:fs/promises'
import type { EngineInfo } from '../../procedure/ports/engine.ts'
import { InfoAnswer, VersionAnswer } from './engine-answers.ts'
import type { EngineClient } from './engine-client.ts'
import { readAnswer } from './read-answer.ts'

export async function readEngine(engine: EngineClient): Promise<EngineInfo> {
  const version = readAnswer(VersionAnswer, await engine.ask({ method: 'GET', path: '/version' }), engine.address)
  const info = readAnswer(InfoAnswer, await engine.ask({ method: 'GET', path: '/info' }), engine.address)
  return {
    transport: engine.transport,
    version: version.Version,
    apiVersion: version.ApiVersion,
    os: version.Os,
    architecture: version.Arch,
    rootDirectory: info.DockerRootDir,
    rootFreeBytes: await freeBytes(engine, info.DockerRootDir),
    time: new Date(info.SystemTime),
  }
}

/** An engine behind a socket file is on this machine; the same path of another machine's engine would tell nothing. */
async function freeBytes({ address }: EngineClient, folder: string): Promise<number | null> {
  if (!address.startsWith('unix:')) return null
  const disk = await statfs(folder).catch(() => null)
  return disk === null ? null : disk.bavail * disk.bsize
}
