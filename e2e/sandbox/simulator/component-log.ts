import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { paths } from './paths.ts'

/** Appends a line to the log of one component, in the logs mount. A full or missing mount never stops OMS. */
export function componentLog(component: string, text: string): void {
  try {
    const folder = join(paths.logs, component)
    mkdirSync(folder, { recursive: true })
    appendFileSync(join(folder, `${component}.log`), `${new Date().toISOString()} ${text}\n`)
  } catch {
    // Nowhere to write to.
  }
}
