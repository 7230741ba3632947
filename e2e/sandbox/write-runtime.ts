import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SHIM = fileURLToPath(new URL('./runtime-shim.mjs', import.meta.url))

/** The OCI runtime for hosts that may not grant everything, in front of runc. */
export function writeRuntime(folder: string, runc: string): string {
  const file = join(folder, 'runtime')
  const script = `#!/bin/sh\nOMS_SANDBOX_RUNC=${quote(runc)} exec ${quote(process.execPath)} ${quote(SHIM)} "$@"\n`
  writeFileSync(file, script, { mode: 0o755 })
  return file
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
