import { stringify } from 'yaml'
import type { TraitName } from '../traits.ts'

const GREEN = '\u001b[32m'
const YELLOW = '\u001b[1;33m'
const PLAIN = '\u001b[0m'
const LONG = 200_000

type Has = (trait: TraitName) => boolean

/** A line as docker_init.sh of this site prints it. */
export function dressed(line: string, has: Has): string {
  if (!has('init-ansi')) return line
  return `${/error|fail|warn/i.test(line) ? YELLOW : GREEN}${line}${PLAIN}`
}

/** What it prints before its first phase. The password is in the MetaDB's section as an apostrophe-quoted YAML value. */
export function preamble(metaDb: { host: string; port: number; user: string; password: string }, has: Has): string[] {
  const quoted = (value: string) => stringify(value, { defaultStringType: 'QUOTE_SINGLE', singleQuote: true, lineWidth: 0 }).trimEnd()
  return [
    ...(has('init-warnings')
      ? [
          'Failed to get D-Bus connection: Operation not permitted',
          'mysql: [Warning] Using a password on the command line interface can be insecure.',
          'grep: /etc/supervisor/conf.d/oms_legacy.ini: No such file or directory (error ignored)',
          'Table oms_step has 1060 rows',
        ]
      : []),
    ...(has('init-prints-password')
      ? [
          'Configuration in use:',
          `oms_meta_host: ${quoted(metaDb.host)}`,
          `oms_meta_port: ${metaDb.port}`,
          `oms_meta_user: ${quoted(metaDb.user)}`,
          `oms_meta_password: ${quoted(metaDb.password)}`,
        ]
      : []),
  ]
}

/** What it prints within a phase, between its changes: a progress that draws over itself, and a line that no page is wide enough for. */
export function betweenChanges(has: Has): string {
  const progress = [0, 25, 50, 75, 100].map((percent) => `\r  progress ${String(percent).padStart(3)} %`).join('')
  const long = `DEBUG classpath=${'/home/admin/lib/oms.jar:'.repeat(LONG / 24)}`
  return `${has('init-carriage-returns') ? `${progress}\n` : ''}${has('init-long-lines') ? `${long}\n` : ''}`
}

/** What it prints after its closing line. */
export function postscript(has: Has): string[] {
  if (!has('init-trailing-lines')) return []
  return ['', 'Cleaning up temporary files ...', 'rm: cannot remove /tmp/oms_init.lock: No such file or directory', 'Bye.']
}
