import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Permit } from '../../engine/permit.ts'
import type { BackupsReader, BackupsWriter } from '../../procedure/ports/backups.ts'
import type { DockerAddress } from '../docker/docker-address.ts'
import { type ImagePrograms, imagePrograms, removeLeftClients } from '../docker/image-programs.ts'
import { checkFolder } from './check-folder.ts'
import { helpOf } from './client-run.ts'
import { knowsOption } from './dump-arguments.ts'
import { dumpDatabase } from './dump-database.ts'
import { findTools, type ToolPaths } from './find-tools.ts'
import { fittingTools, PANEL } from './fitting-tools.ts'
import { probeDump } from './probe-dump.ts'
import { removeLeftParts } from './remove-left-parts.ts'
import { restoreDatabase, restorerOf } from './restore-database.ts'
import { scratchFolder } from './scratch-folder.ts'
import { toolsOfImage } from './tools-of-image.ts'
import { verifyDump } from './verify-dump.ts'
import { writeKit } from './write-kit.ts'
import { writeManifest } from './write-manifest.ts'

interface Options {
  /** Client programs that are looked at before those on the path. */
  toolPaths?: ToolPaths
  /** Where OMS runs, whose image may have clients too. */
  engine?: DockerAddress
}

/** Looks at dumps, at the MetaDB as a dump would, and at the client programs on the panel's machine and in OMS's container. */
export function openBackups({ toolPaths, engine }: Options = {}): BackupsReader {
  return reader(toolPaths, engine === undefined ? null : imagePrograms(engine))
}

function reader(toolPaths: ToolPaths | undefined, programs: ImagePrograms | null): BackupsReader {
  return {
    async tools(server, where) {
      if (where === 'panel') return { dump: PANEL, restore: PANEL }
      const own = fittingTools(await findTools(toolPaths), server)
      if (own.dump.flavour !== 'panel' || where === undefined || programs === null) return own
      return await toolsOfImage(programs, server, where)
    },
    hostClients: async () => (await findTools()).restores,
    restorerOf: async (file, wanted) => await restorerOf(file, { tools: await findTools(toolPaths), programs }, wanted),
    dumpsHistory: async (dump) => dump.flavour !== 'panel' && knowsOption(await helpOf(programs, dump), 'dump-history'),
    checkFolder,
    probe: (...request) => probeDump(programs, ...request),
    verify: verifyDump,
  }
}

/** Dumps and restores. The permit is asked right before a client program begins, and before each statement of the panel's own. */
export function openBackupWriter(permit: Permit, { toolPaths, engine }: Options = {}): BackupsWriter {
  const programs = engine === undefined ? null : imagePrograms(engine, permit)
  return {
    ...reader(toolPaths, programs),
    async dump(...request) {
      permit.check()
      return await dumpDatabase(programs, ...request)
    },
    async withScratchFile(work) {
      permit.check()
      const folder = await scratchFolder('rehearsal')
      return await work(join(folder, 'sample.sql')).finally(() => rm(folder, { recursive: true, force: true }))
    },
    async removeLeftParts(folder) {
      permit.check()
      return await removeLeftParts(folder)
    },
    async removeLeftClients(installation) {
      permit.check()
      return engine === undefined ? [] : await removeLeftClients(engine, permit, installation)
    },
    async writeManifest(...request) {
      permit.check()
      await writeManifest(...request)
    },
    async restore(...request) {
      const tools = await findTools(toolPaths)
      permit.check()
      await restoreDatabase({ tools, programs, permit }, ...request)
    },
    async writeKit(...request) {
      permit.check()
      await writeKit(...request)
    },
  }
}
