import { ask, identifier } from '../referee/ask.ts'
import type { SandboxState } from '../sandbox/state.ts'
import { placeOf } from './referee.ts'

/** ha.config as the command line client reads it; null where there is none. */
export async function haNow(sandbox: SandboxState): Promise<string | null> {
  const { metaDb, databases } = placeOf(sandbox)
  const table = `${identifier(databases[0] ?? '')}.oms_normal_config`
  const [row] = await ask(metaDb, `select cfg_value from ${table} where cfg_name = 'ha.config'`)
  return row?.[0] ?? null
}

/** Whether HA is on; false too where ha.config cannot be read as JSON. */
export async function isHaOn(sandbox: SandboxState): Promise<boolean> {
  try {
    const { enable } = JSON.parse((await haNow(sandbox)) ?? '') as { enable?: unknown }
    return String(enable) === 'true'
  } catch {
    return false
  }
}
