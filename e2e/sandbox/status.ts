import type { ContainerInfo } from 'dockerode'
import { readFaults } from './break.ts'
import { answers } from './engine.ts'
import { engineClient } from './engine-client.ts'
import { isOurs } from './oms-container.ts'
import { isRunning } from './process-mark.ts'
import { readState, type SandboxState } from './state.ts'

export interface SandboxStatus {
  name: string
  engineIsUp: boolean
  metaDbIsUp: boolean
  containers: { name: string; image: string; state: string }[]
  faults: Record<string, boolean | number>
  /** Everything that was started, with accounts; null before the first start. */
  state: SandboxState | null
}

export async function readStatus(name: string): Promise<SandboxStatus> {
  const state = readState(name)
  const engineIsUp = state?.engine ? await answers(state.engine) : false
  const containers = engineIsUp && state ? await ownContainers(state) : []
  const metaDbIsUp = Boolean(state?.metaDb?.process && isRunning(state.metaDb.process))
  return { name, engineIsUp, metaDbIsUp, containers, faults: state ? readFaults(state) : {}, state }
}

export function describeStatus({ name, state, engineIsUp, metaDbIsUp, containers, faults }: SandboxStatus): string {
  const metaDb = state?.metaDb
  const lines = [
    ['sandbox', state ? `${name} (${state.folder})` : `${name}, never started`],
    ['engine', engineIsUp ? `${state?.engine?.host} (${state?.engine?.isOwn ? 'own' : 'of this machine'})` : 'down'],
    ['MetaDB', metaDbIsUp && metaDb ? `${metaDb.host}:${metaDb.port}, ${metaDb.user} / ${metaDb.password}` : 'down'],
    ...containers.map((container) => ['container', `${container.name}, ${container.state}, ${container.image}`]),
    ['console', state?.oms ? `${state.oms.console.url}, ${state.oms.console.user} / ${state.oms.console.password}` : 'none yet'],
    ['images', state?.imageFolder ?? 'none yet'],
    ['traits', state === null || state.traits.length === 0 ? 'none' : state.traits.join(', ')],
    ['faults', Object.keys(faults).length === 0 ? 'none' : JSON.stringify(faults)],
  ]
  return lines.map(([label, text]) => `${label?.padEnd(10)}${text}`).join('\n')
}

async function ownContainers(state: SandboxState): Promise<SandboxStatus['containers']> {
  const all: ContainerInfo[] = state.engine ? await engineClient(state.engine).listContainers({ all: true }) : []
  const own = all.filter((container) => isOurs(state, container))
  return own.map(({ Names, Image, State }) => ({ name: Names[0]?.slice(1) ?? '', image: Image, state: State }))
}
