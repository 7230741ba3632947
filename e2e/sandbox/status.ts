import { answers } from './engine.ts'
import { isRunning } from './process-mark.ts'
import { readState, type SandboxState } from './state.ts'

export type SandboxStatus = { name: string; engineIsUp: boolean; metaDbIsUp: boolean; state: SandboxState | null }

export async function readStatus(name: string): Promise<SandboxStatus> {
  const state = readState(name)
  const engineIsUp = state?.engine ? await answers(state.engine) : false
  return { name, engineIsUp, metaDbIsUp: Boolean(state?.metaDb?.process && isRunning(state.metaDb.process)), state }
}

export function describeStatus({ name, state, engineIsUp, metaDbIsUp }: SandboxStatus): string {
  const metaDb = state?.metaDb
  const lines = [
    ['sandbox', state ? `${name} (${state.folder})` : `${name}, never started`],
    ['engine', engineIsUp ? `${state?.engine?.host} (${state?.engine?.isOwn ? 'own' : 'of this machine'})` : 'down'],
    ['MetaDB', metaDbIsUp && metaDb ? `${metaDb.host}:${metaDb.port}, ${metaDb.user} / ${metaDb.password}` : 'down'],
  ]
  return lines.map(([label, text]) => `${label?.padEnd(10)}${text}`).join('\n')
}
