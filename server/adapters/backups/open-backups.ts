import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { Backups, MetaDbLogin } from '../../procedure/ports.ts'
import { checkFolder } from './check-folder.ts'
import { dumpDatabase } from './dump-database.ts'
import { dumpProblem } from './dump-problem.ts'
import { findTools, type ToolPaths } from './find-tools.ts'
import { restoreDatabase } from './restore-database.ts'
import { runDumpTool } from './run-dump-tool.ts'
import { verifyDump } from './verify-dump.ts'
import { writeKit } from './write-kit.ts'
import { writeManifest } from './write-manifest.ts'

const PROBE_TIMEOUT_SECONDS = 60

/** Dumps and restores by the client programs of MySQL or MariaDB on the panel's machine; `toolPaths` where they are not on the path. */
export function openBackups({ toolPaths }: { toolPaths?: ToolPaths } = {}): Backups {
  const tools: Backups['tools'] = () => findTools(toolPaths)
  return {
    tools,
    checkFolder,
    probe: async (login, database) => probe((await tools()).dump.path, login, database),
    dump: async (...request) => dumpDatabase((await tools()).dump.path, ...request),
    verify: verifyDump,
    writeManifest,
    restore: async (...request) => restoreDatabase((await tools()).restore, ...request),
    writeKit,
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
