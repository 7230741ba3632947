import type { Docker } from '../../procedure/ports.ts'
import { containerReads } from './container-reads.ts'
import { containerWrites } from './container-writes.ts'
import type { DockerAddress } from './docker-address.ts'
import { createEngineClient } from './engine-client.ts'
import { readEngine } from './engine-info.ts'
import { imageReads } from './image-reads.ts'
import { loadImage } from './load-image.ts'
import { readContainerFile } from './read-container-file.ts'
import { runExec } from './run-exec.ts'
import { tailLogs } from './tail-logs.ts'

/** A Docker engine at an address. Nothing is sent before the first call. `shortCallSeconds` bounds calls that only look or note. */
export function connectDocker(address: DockerAddress, { shortCallSeconds }: { shortCallSeconds?: number } = {}): Docker {
  const engine = createEngineClient(address, shortCallSeconds)
  const reads = containerReads(engine)
  return {
    ...reads,
    ...containerWrites(engine, reads),
    ...imageReads(engine),
    engine: () => readEngine(engine),
    tailLogs: async (id, lines) => tailLogs(engine, await reads.existing(id), lines),
    exec: async (id, argv, options) => runExec(engine, (await reads.existing(id)).id, argv, options),
    readFile: async (id, path) => readContainerFile(engine, (await reads.existing(id)).id, path),
    loadImage: (file, options) => loadImage(engine, file, options),
  }
}
