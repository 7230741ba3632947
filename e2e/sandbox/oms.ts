import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { breakSandbox, faultsOf } from './break.ts'
import { DATABASES } from './config-yaml.ts'
import { arrangeConsoleProxy, consoleUrl, stopConsoleProxy } from './console-proxy.ts'
import { CONTAINER_NAME } from './container-options.ts'
import { answers } from './engine.ts'
import { engineClient } from './engine-client.ts'
import { archiveFile, ensureImages, removeLoadedImages } from './image.ts'
import { startMetaDb } from './metadb.ts'
import { removeOmsContainers, startAgain, startOmsContainer, stopOmsContainers } from './oms-container.ts'
import { dropDatabases, hasDatabases, makeDatabases } from './oms-databases.ts'
import { writeOmsFolders } from './oms-folders.ts'
import { arrangeNetwork, omsAddress } from './own-network.ts'
import { SandboxError } from './sandbox-error.ts'
import { type OmsState, type SandboxState, writeState } from './state.ts'
import { checkTraits, type TraitName } from './traits.ts'

const ACCOUNT = { name: 'admin', password: 'OmsAdmin#2024' }

/** Makes an OMS V3.3.1 where there is none; otherwise starts again what ran before, upgraded or not. */
export async function startOms(state: SandboxState): Promise<OmsState> {
  const docker = dockerOf(state)
  await arrangeNetwork(state, docker)
  const metaDb = await startMetaDb(state)
  await arrangeConsoleProxy(state)
  await ensureImages(state, docker)
  const { folder, binds } = writeOmsFolders(state, metaDb)
  const isFresh = !(await hasDatabases(metaDb))
  if (isFresh) {
    await makeDatabases(metaDb, { hostIp: omsAddress(state), account: ACCOUNT, traits: state.traits })
    for (const fault of faultsOf(state.traits)) breakSandbox(state, fault, true)
  }
  const previous = state.oms
  const containerId =
    previous && !isFresh && (await startAgain(state, docker, previous.ranAtDown))
      ? previous.containerId
      : await startOmsContainer(state, docker, binds)
  state.oms = {
    containerName: CONTAINER_NAME,
    containerId,
    hostIp: omsAddress(state),
    folder,
    binds,
    databases: DATABASES,
    console: { url: consoleUrl(state), user: ACCOUNT.name, password: ACCOUNT.password },
    ranAtDown: null,
  }
  writeState(state)
  return state.oms
}

/** Stops the containers and remembers which: after an upgrade it is not the first one that has to run again. */
export async function stopOms(state: SandboxState): Promise<void> {
  await stopConsoleProxy(state)
  if (!state.engine || !state.oms || !(await answers(state.engine))) return
  state.oms.ranAtDown = await stopOmsContainers(state, engineClient(state.engine))
  writeState(state)
}

/**
 * Back to a fresh V3.3.1: own containers, the loaded 3.4.0 image, the databases and the folders of the mounts are made again, as a
 * site with these traits has them.
 */
export async function resetOms(state: SandboxState, traits: readonly TraitName[] = []): Promise<OmsState> {
  checkTraits(traits)
  const docker = dockerOf(state)
  if (!state.metaDb?.process) throw notUp(state)
  await removeOmsContainers(state, docker)
  await removeLoadedImages(docker)
  await dropDatabases(state.metaDb)
  rmSync(join(state.folder, 'oms_331'), { recursive: true, force: true })
  rmSync(archiveFile(state).replace(/\.tar\.gz$/, '_damaged.tar.gz'), { force: true })
  state.oms = null
  state.traits = [...traits]
  return startOms(state)
}

function dockerOf(state: SandboxState) {
  if (!state.engine) throw notUp(state)
  return engineClient(state.engine)
}

function notUp({ name }: SandboxState): SandboxError {
  return new SandboxError(`Start it first: npm run sandbox -- up --name ${name}`)
}
