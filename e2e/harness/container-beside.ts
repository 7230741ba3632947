import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { engineClient } from '../sandbox/engine-client.ts'
import type { EngineState, OmsState } from '../sandbox/state.ts'

interface Beside {
  name: string
  configYaml: string
}

/** A container that is made like the sandbox's OMS but never started, with a config.yaml of its own. `remove` takes it away again. */
export async function containerBeside(
  engine: EngineState,
  oms: OmsState,
  { name, configYaml }: Beside,
): Promise<{ id: string; remove(): Promise<void> }> {
  const docker = engineClient(engine)
  const original = await docker.getContainer(oms.containerId).inspect()
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'panel-beside-')), 'config.yaml')
  writeFileSync(file, configYaml)
  const binds = (original.HostConfig.Binds ?? []).map((bind) =>
    bind.split(':')[1] === '/home/admin/conf/config.yaml' ? `${file}:/home/admin/conf/config.yaml` : bind,
  )
  const container = await docker.createContainer({
    name,
    Image: original.Image,
    Env: original.Config.Env,
    Labels: { 'oms-sandbox.name': 'beside' },
    HostConfig: { ...original.HostConfig, Binds: binds },
  })
  return { id: container.id, remove: () => container.remove({ force: true }) }
}
