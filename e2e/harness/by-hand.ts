import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { archiveFile } from '../sandbox/image.ts'
import { type SandboxState, sandboxState } from '../sandbox/state.ts'

const SCRIPT = fileURLToPath(new URL('../sandbox/document.sh', import.meta.url))
const LONGEST_MS = 150_000
const NEW_BY_HAND = 'oms_340'

/** The vendor's document step by step on a fresh OMS, without the panel. Returns what it printed. */
export async function upgradeByHand({ name }: Pick<SandboxState, 'name'>): Promise<string> {
  const work = mkdtempSync(join(tmpdir(), 'oms-document-'))
  try {
    const { stdout } = await promisify(execFile)('bash', [SCRIPT], { env: environment(name, work), timeout: LONGEST_MS })
    return stdout
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Passwords go by files that only this user may read. */
function environment(name: string, work: string): NodeJS.ProcessEnv {
  const state = sandboxState(name)
  const { engine, metaDb, oms } = state
  if (oms === null) throw new Error(`the sandbox ${name} has no OMS`)
  const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  const mysqlOptions = join(work, 'mysql.cnf')
  const login = [`host=${metaDb.host}`, `port=${metaDb.port}`, `user=${metaDb.user}`, `password=${quoted(metaDb.password)}`]
  writeFileSync(mysqlOptions, `[client]\n${login.join('\n')}\n`, { mode: 0o600 })
  const curlOptions = join(work, 'curl.conf')
  writeFileSync(curlOptions, `user = ${quoted(`${oms.console.user}:${oms.console.password}`)}\n`, { mode: 0o600 })
  return {
    ...process.env,
    ...(engine.socketPath === null ? {} : { DOCKER_HOST: engine.host }),
    OLD: oms.containerName,
    NEW: NEW_BY_HAND,
    FOLDER: oms.folder,
    OMS_HOST_IP: oms.hostIp,
    ARCHIVE: archiveFile(state),
    WORK: work,
    MYSQL_OPTIONS: mysqlOptions,
    CONSOLE: oms.console.url,
    CURL_OPTIONS: curlOptions,
    RM: oms.databases.rm,
    CM: oms.databases.cm,
    CM_HB: oms.databases.heartbeats,
  }
}
