import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { ClientTool, DumpTool } from '../../procedure/ports/backups.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import type { ImagePrograms } from '../docker/image-programs.ts'
import { probeDriver } from './driver/dump-by-driver.ts'
import { dumpProblem } from './dump-problem.ts'
import { runDumpTool } from './run-dump-tool.ts'
import { scratchFolder } from './scratch-folder.ts'

const PROBE_TIMEOUT_SECONDS = 60

/** Proves by dumping nothing that a tool can talk to this server. */
export async function probeDump(
  programs: ImagePrograms | null,
  login: MetaDbLogin,
  database: string,
  dump: DumpTool,
  seconds = PROBE_TIMEOUT_SECONDS,
): Promise<void> {
  const signal = AbortSignal.timeout(seconds * 1000)
  try {
    await (dump.flavour === 'panel' ? probeDriver(login, database, signal) : probeTool(programs, dump, { login, database, signal }))
  } catch (error) {
    if (error !== signal.reason) throw error
    throw new OperatorError('timeout', say('backups.tooSlow', { seconds }), { hint: say('metadb.checkServer') })
  }
}

/** With the flags of the real dump: it opens its snapshot and looks at each table, but writes none. */
async function probeTool(
  programs: ImagePrograms | null,
  tool: ClientTool,
  { login, database, signal }: { login: MetaDbLogin; database: string; signal: AbortSignal },
): Promise<void> {
  const folder = await scratchFolder('probe')
  const file = join(folder, 'probe.sql')
  const handle = await open(file, 'wx', 0o600)
  try {
    const run = { tool, login, database, contents: 'nothing' as const, stdout: handle, onLine: () => undefined, signal }
    const { exitCode, stderr } = await runDumpTool(programs, run)
    if (exitCode !== 0) throw dumpProblem({ login, database, file, exitCode, stderr })
    if (!/^-- Dump completed\b/m.test(await readFile(file, 'utf8'))) {
      throw new OperatorError('refused', say('backups.probeFailed', { database }), { raw: stderr })
    }
  } finally {
    await handle.close()
    await rm(folder, { recursive: true, force: true })
  }
}
