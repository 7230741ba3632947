import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { say } from '../../contract/said.ts'
import type { Permit } from '../../engine/permit.ts'
import { OperatorError } from '../../errors.ts'
import type { BackupsReader, BackupsWriter } from '../../procedure/ports/backups.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { checkFolder } from './check-folder.ts'
import { knowsOption } from './dump-arguments.ts'
import { dumpDatabase } from './dump-database.ts'
import { dumpProblem } from './dump-problem.ts'
import { findTools, type ToolPaths } from './find-tools.ts'
import { removeLeftParts } from './remove-left-parts.ts'
import { restoreDatabase } from './restore-database.ts'
import { helpOf, runDumpTool } from './run-dump-tool.ts'
import { verifyDump } from './verify-dump.ts'
import { writeKit } from './write-kit.ts'
import { writeManifest } from './write-manifest.ts'

const PROBE_TIMEOUT_SECONDS = 60

interface Options {
  /** Where the client programs are not on the path. */
  toolPaths?: ToolPaths
}

/** Looks at dumps and at the client programs of MySQL or MariaDB on the panel's machine. */
export function openBackups({ toolPaths }: Options = {}): BackupsReader {
  const tools = () => findTools(toolPaths)
  return {
    tools,
    dumpsHistory: async () => knowsOption(await helpOf((await tools()).dump.path), 'dump-history'),
    checkFolder,
    probe: async (login, database) => probe((await tools()).dump.path, login, database),
    verify: verifyDump,
  }
}

/** Dumps and restores by those programs. The permit is asked right before each of them begins. */
export function openBackupWriter(permit: Permit, options: Options = {}): BackupsWriter {
  const reader = openBackups(options)
  return {
    ...reader,
    async dump(...request) {
      const { dump } = await reader.tools()
      permit.check()
      return await dumpDatabase(dump.path, ...request)
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
      const { restore } = await reader.tools()
      permit.check()
      await restoreDatabase(restore, ...request)
    },
    async writeKit(...request) {
      permit.check()
      await writeKit(...request)
    },
  }
}

/** With the flags of the real dump: it opens its snapshot and looks at each table, but writes none. */
async function probe(tool: string, login: MetaDbLogin, database: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'oms-panel-probe-'))
  const file = join(folder, 'probe.sql')
  const signal = AbortSignal.timeout(PROBE_TIMEOUT_SECONDS * 1000)
  const handle = await open(file, 'wx', 0o600)
  try {
    const run = { tool, login, database, contents: 'nothing' as const, stdout: handle.fd, onLine: () => undefined, signal }
    const { exitCode, stderr } = await runDumpTool(run)
    if (exitCode !== 0) throw dumpProblem({ login, database, file, exitCode, stderr })
    if (!/^-- Dump completed\b/m.test(await readFile(file, 'utf8'))) {
      throw new OperatorError('refused', say('backups.probeFailed', { database }), { raw: stderr })
    }
  } catch (error) {
    if (error !== signal.reason) throw error
    throw new OperatorError('timeout', say('backups.tooSlow', { seconds: PROBE_TIMEOUT_SECONDS }), { hint: say('metadb.checkServer') })
  } finally {
    await handle.close()
    await rm(folder, { recursive: true, force: true })
  }
}
