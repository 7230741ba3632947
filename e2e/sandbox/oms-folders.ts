import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configYaml } from './config-yaml.ts'
import type { MetaDbState, OmsState, SandboxState } from './state.ts'

/** The folders of the three mounts and config.yaml, as the document's container has them; the simulator finds its traits in one of them. */
export function writeOmsFolders(state: SandboxState, metaDb: MetaDbState): Pick<OmsState, 'folder' | 'binds'> {
  const folder = join(state.folder, 'oms_331')
  for (const mount of ['oms_logs', 'oms_store', 'oms_run']) mkdirSync(join(folder, mount), { recursive: true })
  writeFileSync(join(folder, 'config.yaml'), configYaml(state, metaDb), { mode: 0o600 })
  writeFileSync(join(folder, 'oms_run/sandbox-traits.json'), `${JSON.stringify(state.traits)}\n`)
  const binds = [
    `${folder}/config.yaml:/home/admin/conf/config.yaml`,
    `${folder}/oms_logs:/home/admin/logs`,
    `${folder}/oms_store:/home/ds/store`,
    `${folder}/oms_run:/home/ds/run`,
  ]
  return { folder, binds }
}
