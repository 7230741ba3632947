import { join } from 'node:path'
import { claimIndex } from './claim-index.ts'
import { readState, type SandboxState, sandboxFolder, writeState } from './state.ts'

/** The sandbox's state, made on first use: takes its number and folders. */
export function openSandbox(name: string): SandboxState {
  const folder = sandboxFolder(name)
  const previous = readState(name)
  const { index, runFolder } = claimIndex(folder, previous?.index ?? null)
  const hostIp = `127.0.0.${11 + index}`
  const state: SandboxState = {
    ...(previous ?? { engine: null, metaDb: null, oms: null, traits: [], proxy: null }),
    ...{ name, index, hostIp, folder, runFolder, imageFolder: join(folder, 'images') },
  }
  writeState(state)
  return state
}
