import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { answers } from './engine.ts'
import { engineClient } from './engine-client.ts'
import { archiveFile, ensureImages, imageReference } from './image.ts'
import { CONTAINER_NAME, removeOmsContainers, startAgain, startOmsContainer, stopOmsContainers } from './oms-container.ts'
import { CONSOLE_PORT, DATABASES, writeOmsFolders } from './oms-folders.ts'
import { SandboxError } from './sandbox-error.ts'
import { seedMetaDb } from './simulator/seed.ts'
import { type MetaDbState, type OmsState, type SandboxState, writeState } from './state.ts'

const ACCOUNT = { name: 'admin', password: 'OmsAdmin#2024' }

/** Makes an OMS V3.3.1 where there is none; otherwise starts again what ran before, upgraded or not. */
export async function startOms(state: SandboxState): Promise<OmsState> {
  const { docker, metaDb } = parts(state)
  await ensureImages(state, docker)
  const { folder, binds } = writeOmsFolders(state, metaDb)
  const isFresh = !(await hasDatabases(metaDb))
  if (isFresh) await seed(state, metaDb)
  const previous = state.oms
  const containerId =
    previous && !isFresh && (await startAgain(state, docker, previous.ranAtDown))
      ? previous.containerId
      : await startOmsContainer(state, docker, binds)
  state.oms = {
    containerName: CONTAINER_NAME,
    containerId,
    hostIp: state.hostIp,
    folder,
    binds,
    databases: DATABASES,
    console: { url: `http://${state.hostIp}:${CONSOLE_PORT}`, user: ACCOUNT.name, password: ACCOUNT.password },
    ranAtDown: null,
  }
  writeState(state)
  return state.oms
}

/** Stops the containers and remembers which: after an upgrade it is not the first one that has to run again. */
export async function stopOms(state: SandboxState): Promise<void> {
  if (!state.engine || !state.oms || !(await answers(state.engine))) return
  state.oms.ranAtDown = await stopOmsContainers(state, engineClient(state.engine))
  writeState(state)
}

/** Back to a fresh V3.3.1: own containers, the loaded 3.4.0 image, the databases and the folders of the mounts are made anew. */
export async function resetOms(state: SandboxState): Promise<OmsState> {
  const { docker, metaDb } = parts(state)
  await removeOmsContainers(state, docker)
  const isArchived = await docker.listImages({ filters: { reference: [imageReference('3.4.0')], label: ['oms-sandbox.content'] } })
  for (const image of isArchived) await docker.getImage(image.Id).remove({ force: true })
  await dropDatabases(metaDb)
  rmSync(join(state.folder, 'oms_331'), { recursive: true, force: true })
  rmSync(archiveFile(state).replace(/\.tar\.gz$/, '_damaged.tar.gz'), { force: true })
  state.oms = null
  return startOms(state)
}

function parts(state: SandboxState) {
  if (!state.engine || !state.metaDb?.process) throw new SandboxError(`Start it first: npm run sandbox -- up --name ${state.name}`)
  return { docker: engineClient(state.engine), metaDb: state.metaDb }
}

async function seed(state: SandboxState, { host, port, user, password }: MetaDbState): Promise<void> {
  const databases = { rm: DATABASES.rm, cm: DATABASES.cm, heartbeats: [DATABASES.heartbeats] }
  await seedMetaDb({ host, port, user, password, databases, version: '3.3.1', hostIp: state.hostIp, account: ACCOUNT })
}

async function hasDatabases(metaDb: MetaDbState): Promise<boolean> {
  return withAdmin(metaDb, async (connection) => {
    const [rows] = await connection.query<RowDataPacket[]>('select schema_name from information_schema.schemata where schema_name in (?)', [
      Object.values(DATABASES),
    ])
    return rows.length > 0
  })
}

async function dropDatabases(metaDb: MetaDbState): Promise<void> {
  await withAdmin(metaDb, async (connection) => {
    for (const name of Object.values(DATABASES)) await connection.query('drop database if exists ??', [name])
  })
}

async function withAdmin<T>(
  { host, port, admin }: MetaDbState,
  work: (connection: Awaited<ReturnType<typeof createConnection>>) => Promise<T>,
) {
  const connection = await createConnection({ host, port, user: admin.user, password: admin.password })
  try {
    return await work(connection)
  } finally {
    await connection.end()
  }
}
