import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { archiveFile } from './image.ts'
import type { EngineState, MetaDbState, OmsState, SandboxState } from './state.ts'

const SCRIPTS = { upgrade: 'document.sh', rollback: 'document-rollback.sh' }

/** The container that the document makes. */
export const NEW_CONTAINER = 'oms_340'

export type OpenSandbox = SandboxState & { engine: EngineState; metaDb: MetaDbState; oms: OmsState }

/** The vendor's document by hand on a fresh OMS, without the panel: what was printed. Throws where a step of it does not succeed. */
export async function walkDocument(sandbox: OpenSandbox, timeout: number, parts: (keyof typeof SCRIPTS)[] = ['upgrade']): Promise<string> {
  const work = mkdtempSync(join(tmpdir(), 'oms-document-'))
  try {
    const printed = []
    for (const part of parts) {
      const script = fileURLToPath(new URL(SCRIPTS[part], import.meta.url))
      const { stdout } = await promisify(execFile)('bash', [script], { env: environment(sandbox, work), timeout, maxBuffer: 64 << 20 })
      printed.push(stdout)
    }
    return printed.join('')
  } catch (cause) {
    const printed = cause instanceof Error && 'stdout' in cause ? String(cause.stdout).trim().split('\n').slice(-8) : []
    const lines = printed.map((line) => line.slice(0, 200)).join('\n')
    throw new Error(`The document by hand did not come to its end. Its last lines:\n${lines}`, { cause })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Passwords go by files that only this user may read. */
function environment(sandbox: OpenSandbox, work: string): NodeJS.ProcessEnv {
  const { engine, metaDb, oms } = sandbox
  const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  const mysqlOptions = join(work, 'mysql.cnf')
  const login = [`host=${metaDb.host}`, `port=${metaDb.port}`, `user=${quoted(metaDb.user)}`, `password=${quoted(metaDb.password)}`]
  writeFileSync(mysqlOptions, `[client]\n${login.join('\n')}\n`, { mode: 0o600 })
  const curlOptions = join(work, 'curl.conf')
  writeFileSync(curlOptions, `user = ${quoted(`${oms.console.user}:${oms.console.password}`)}\n`, { mode: 0o600 })
  return {
    ...process.env,
    ...(engine.socketPath === null ? {} : { DOCKER_HOST: engine.host }),
    OLD: oms.containerName,
    NEW: NEW_CONTAINER,
    FOLDER: oms.folder,
    OMS_HOST_IP: oms.hostIp,
    ARCHIVE: archiveFile(sandbox),
    WORK: work,
    MYSQL_OPTIONS: mysqlOptions,
    CONSOLE: oms.console.url,
    CURL_OPTIONS: curlOptions,
    RM: oms.databases.rm,
    CM: oms.databases.cm,
    CM_HB: oms.databases.heartbeats,
  }
}
