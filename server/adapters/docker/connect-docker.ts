import type { Permit } from '../../engine/permit.ts'
import type { DockerReader, DockerWriter } from '../../procedure/ports/engine.ts'
import { type ContainerReads, containerReads } from './container-reads.ts'
import { containerWrites } from './container-writes.ts'
import type { DockerAddress } from './docker-address.ts'
import { createEngineClient, type EngineClient } from './engine-client.ts'
import { readEngine } from './engine-info.ts'
import { imageReads } from './image-reads.ts'
import { imageWrites } from './image-writes.ts'
import { loadImage } from './load-image.ts'
import { readContainerFile, readContainerFileEnd } from './read-container-file.ts'
import { runExec } from './run-exec.ts'
import { tailLogs } from './tail-logs.ts'

interface Options {
  /** Bounds calls that only look or note. */
  shortCallSeconds?: number
}

/** A Docker engine at an address, to look at. Nothing is sent before the first call. */
export function connectDocker(address: DockerAddress, { shortCallSeconds }: Options = {}): DockerReader {
  const engine = createEngineClient(address, shortCallSeconds)
  return reader(engine, containerReads(engine))
}

/** The same engine for somebody who may change it, as long as the permit says so. */
export function connectDockerWriter(address: DockerAddress, permit: Permit, { shortCallSeconds }: Options = {}): DockerWriter {
  const engine = createEngineClient(address, shortCallSeconds, permit)
  const reads = containerReads(engine)
  return {
    ...reader(engine, reads),
    ...containerWrites(engine, reads),
    ...imageWrites(engine),
    exec: async (id, argv, options) => runExec(engine, (await reads.existing(id)).id, argv, options),
    loadImage: (file, options) => loadImage(engine, file, options),
  }
}

function reader(engine: EngineClient, reads: ContainerReads): DockerReader {
  return {
    ...reads,
    ...imageReads(engine),
    engine: () => readEngine(engine),
    tailLogs: async (id, lines) => tailLogs(engine, await reads.existing(id), lines),
    async ask(id, argv, signal) {
      const lines: string[] = []
      const { exitCode } = await runExec(engine, (await reads.existing(id)).id, argv, { onLine: (text) => lines.push(text), signal })
      return { exitCode, lines }
    },
    readFile: async (id, path) => readContainerFile(engine, await reads.existing(id), path),
    readFileEnd: async (id, path) => readContainerFileEnd(engine, await reads.existing(id), path),
  }
}
