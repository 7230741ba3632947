import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { say } from '../../contract/said.ts'
import type { Permit } from '../../engine/permit.ts'
import { OperatorError } from '../../errors.ts'
import type { BackupsReader, BackupsWriter, DumpTool } from '../../procedure/ports/backups.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { checkFolder } from './check-folder.ts'
import { probeDriver } from './driver/dump-by-driver.ts'
import { knowsOption } from './dump-arguments.ts'
import { dumpDatabase } from './dump-database.ts'
import { dumpProblem } from './dump-problem.ts'
import { findTools, type ToolPaths } from './find-tools.ts'
import { fittingTools, PANEL } from './fitting-tools.ts'
import { removeLeftParts } from './remove-left-parts.ts'
import { restoreDatabase, restorerOf } from './restore-database.ts'
import { helpOf, runDumpTool } from './run-dump-tool.ts'
import { verifyDump } from './verify-dump.ts'
import { writeKit } from './write-kit.ts'
import { writeManifest } from './write-manifest.ts'

const PROBE_TIMEOUT_SECONDS = 60

interface Options {
  /** Client programs that are looked at before those on the path. */
  toolPaths?: ToolPaths
}

/** Looks at dumps, at the MetaDB as a dump would, and at the client programs on the panel's machine. */
export function openBackups({ toolPaths }: Options = {}): BackupsReader {
  return {
    tools: async (server, which = 'fitting') =>
      which === 'panel' ? { dump: PANEL, restore: PANEL } : fittingTools(await findTools(toolPaths), server),
    restorerOf: async (file) => await restorerOf(file, await findTools(toolPaths)),
    dumpsHistory: async (dump) => dump.flavour !== 'panel' && knowsOption(await helpOf(dump.path), 'dump-history'),
    checkFolder,
    probe,
    verify: verifyDump,
  }
}

/** Dumps and restores. The permit is asked right before a client program begins, and before each statement of the panel's own. */
export function openBackupWriter(permit: Permit, options: Options = {}): BackupsWriter {
  return {
    ...openBackups(options),
    async dump(...request) {
      permit.check()
      return await dumpDatabase(...request)
    },
    async withScratchFile(work) {
      permit.check()
      const folder = await mkdtemp(join(tmpdir(), 'oms-panel-rehearsal-'))
      return await work(join(folder, 'sample.sql')).finally(() => rm(folder, { recursive: true, force: true }))
    },
    async removeLeftParts(folder) {
      permit.check()
      return await removeLeftParts(folder)
    },
    async writeManifest(...request) {
      permit.check()
      await writeManifest(...request)
    },
    async restore(...request) {
      const tools = await findTools(options.toolPaths)
      permit.check()
      await restoreDatabase({ tools, permit }, ...request)
    },
    async writeKit(...request) {
      permit.check()
      await writeKit(...request)
    },
  }
}

async function probe(login: MetaDbLogin, database: string, dump: DumpTool): Promise<void> {
  const signal = AbortSignal.timeout(PROBE_TIMEOUT_SECONDS * 1000)
  try {
    await (dump.flavour === 'panel' ? probeDriver(login, database, signal) : probeTool(dump.path, { login, database, signal }))
  } catch (error) {
    if (error !== signal.reason) throw error
    throw new OperatorError('timeout', say('backups.tooSlow', { seconds: PROBE_TIMEOUT_SECONDS }), { hint: say('metadb.checkServer') })
  }
}

/** With the flags of the real dump: it opens its snapshot and looks at each table, but writes none. */
async function probeTool(
  tool: string,
  { login, database, signal }: { login: MetaDbLogin; database: string; signal: AbortSignal },
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'oms-panel-probe-'))
  const file = join(folder, 'probe.sql')
  const handle = await open(file, 'wx', 0o600)
  try {
    const run = { tool, login, database, contents: 'nothing' as const, stdout: handle.fd, onLine: () => undefined, signal }
    const { exitCode, stderr } = await runDumpTool(run)
    if (exitCode !== 0) throw dumpProblem({ login, database, file, exitCode, stderr })
    if (!/^-- Dump completed\b/m.test(await readFile(file, 'utf8'))) {
      throw new OperatorError('refused', say('backups.probeFailed', { database }), { raw: stderr })
    }
  } finally {
    await handle.close()
    await rm(folder, { recursive: true, force: true })
  }
}
