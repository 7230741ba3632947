import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const OF_A_PROCESS = /^oms-panel-(?:probe|rehearsal)-(\d+)-\w{6}$/

/** A new folder of this process for temporary files; the caller removes it. Those of panels that were killed are removed first. */
export async function scratchFolder(purpose: 'probe' | 'rehearsal'): Promise<string> {
  for (const name of await readdir(tmpdir())) {
    const owner = OF_A_PROCESS.exec(name)?.[1]
    // Another account's folder stays.
    if (owner !== undefined && !isRunning(Number(owner)))
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined)
  }
  return await mkdtemp(join(tmpdir(), `oms-panel-${purpose}-${process.pid}-`))
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}
