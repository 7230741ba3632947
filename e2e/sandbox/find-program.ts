import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SandboxError } from './sandbox-error.ts'

const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/libexec']

/** Full path of a program; people's PATH often lacks the sbin folders that daemons live in. */
export function findProgram(name: string, debianPackage: string): string {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS]) {
    if (folder === '') continue
    try {
      accessSync(join(folder, name), constants.X_OK)
      return join(folder, name)
    } catch {}
  }
  throw new SandboxError(`The program ${name} is missing. Install the Debian package ${debianPackage}: apt-get install ${debianPackage}`)
}
