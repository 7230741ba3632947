import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Panel } from './panel.ts'

/** What docker_init.sh wrote to its own log beside OMS, without the times: the panel is not asked. */
export function initLog({ state }: Panel): string[] {
  const logs = path.join(state.oms?.folder ?? '', 'oms_logs')
  const names = readdirSync(logs).filter((name) => name.startsWith('docker_init.log'))
  const lines = names.sort().flatMap((name) => readFileSync(path.join(logs, name), 'utf8').split('\n'))
  return lines.map((line) => line.replace(/^\S+ /, '')).filter((line) => line.trim() !== '')
}
