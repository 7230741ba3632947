import type { Permit } from '../../engine/permit.ts'
import type { MetaDbLogin, MetaDbReader, MetaDbs, MetaDbWriter } from '../../procedure/ports/metadb.ts'
import { createBeside, dropBeside, setDefaults } from './beside-databases.ts'
import { breakRestoreFence } from './break-restore-fence.ts'
import { changedObjects } from './changed-objects.ts'
import { ConnectionSource } from './connection-source.ts'
import { endOwnStatements } from './end-own-statements.ts'
import { existingDatabases } from './existing-databases.ts'
import { fillSample } from './fill-sample.ts'
import { forecastProofs } from './forecast-proofs.ts'
import { freeBytes } from './free-bytes.ts'
import { holdsPrivilege } from './held-privileges.ts'
import { lastWrites } from './last-writes.ts'
import { missingPrivileges } from './missing-privileges.ts'
import { notCreatable } from './not-creatable.ts'
import { oddKeys } from './odd-keys.ts'
import { readParameter, writeParameter } from './parameters.ts'
import { probeCapabilities } from './probe-capabilities.ts'
import { probeSwap } from './probe-swap.ts'
import { readComponents } from './read-components.ts'
import { readContents } from './read-contents.ts'
import { readSchemaVersion } from './read-schema-version.ts'
import { readServer } from './read-server.ts'
import { BeatMemory, readBeats, readServers } from './read-servers.ts'
import { readSessions, readSessionsWithoutDatabase } from './read-sessions.ts'
import { readSizes } from './read-sizes.ts'
import { readStructure } from './read-structure.ts'
import { recreateDatabase } from './recreate-database.ts'
import { swapTables } from './rename-tables.ts'
import { grantRoutine, routineGrants } from './routine-grants.ts'
import { rowCounts } from './row-counts.ts'
import { tablePlaces } from './table-places.ts'
import { readHeartbeats, trimHeartbeats } from './trim-heartbeats.ts'
import { createObject, dropObject } from './write-object.ts'

/** The MetaDB over the MySQL protocol, to look at: OceanBase, MySQL or MariaDB. */
export function connectMetaDbs(): MetaDbs {
  const memory = new BeatMemory()
  return { open: async (login) => reader(await connect(new ConnectionSource(login)), login, memory) }
}

/** The same for somebody who may change it, as long as the permit says so. */
export function connectMetaDbWriters(permit: Permit): MetaDbs<MetaDbWriter> {
  const memory = new BeatMemory()
  return { open: async (login, mark = '') => writer(await connect(new ConnectionSource(login, { permit, mark })), login, memory) }
}

async function connect(source: ConnectionSource): Promise<ConnectionSource> {
  await source.use((session) => session.plain('select 1'))
  return source
}

function reader(source: ConnectionSource, { host, port }: MetaDbLogin, memory: BeatMemory): MetaDbReader {
  const address = `${host}:${port}`
  return {
    server: () => source.use(readServer),
    cipher: () => source.use((session) => session.cipher()),
    missingPrivileges: (databases) => source.use((session) => missingPrivileges(session, databases)),
    account: () =>
      source.use(async (session) => {
        const [row] = await session.plain('select current_user() as account')
        return { user: String(row?.['account']) }
      }),
    notCreatable: (objects) => source.use((session) => notCreatable(session, objects)),
    capabilities: (databases) => probeCapabilities(source, databases),
    existing: (databases) => source.use((session) => existingDatabases(session, databases)),
    sizes: (databases) => source.use((session) => readSizes(session, databases)),
    tables: (databases) => source.use((session) => tablePlaces(session, databases)),
    rowCounts: (tables, signal) => rowCounts(source, tables, signal),
    routineGrants: (databases) => source.use((session) => routineGrants(session, databases)),
    oddKeys: (databases) => source.use((session) => oddKeys(session, databases)),
    freeBytes: () => source.use(freeBytes),
    structure: (database) => source.use((session) => readStructure(session, database)),
    weakProofs: (database) => source.use((session) => forecastProofs(session, database)),
    contents: (database, signal) => readContents(source, database, signal),
    lastWrites: (databases, { settled }, signal) => source.use((session) => lastWrites(session, databases, settled), signal),
    heartbeats: (database) => source.use((session) => readHeartbeats(session, database)),
    allSessions: (databases) =>
      source.use(async (session) => ({
        inDatabases: await readSessions(session, databases),
        withoutDatabase: await readSessionsWithoutDatabase(session),
        seesAll: holdsPrivilege(await session.dialect.readGrants(session), 'PROCESS', null),
      })),
    sessions: (databases) => source.use((session) => readSessions(session, databases)),
    parameter: (rmDatabase, name, signal) => source.use((session) => readParameter(session, rmDatabase, name), signal),
    servers: (cm, heartbeats, signal) => source.use((session) => readServers(session, { cm, heartbeats, address }, memory), signal),
    beats: (heartbeatDatabases, signal) => source.use((session) => readBeats(session, heartbeatDatabases), signal),
    schemaVersion: (rmDatabase) => source.use((session) => readSchemaVersion(session, rmDatabase)),
    components: (rmDatabase) => source.use((session) => readComponents(session, rmDatabase)),
    close: async () => source.close(),
  }
}

function writer(source: ConnectionSource, login: MetaDbLogin, memory: BeatMemory): MetaDbWriter {
  return {
    ...reader(source, login, memory),
    trimHeartbeats: (database, options) => trimHeartbeats(source, database, options),
    setParameter: (rmDatabase, name, expected, value) =>
      source.use((session) => writeParameter(session, rmDatabase, name, expected, value)),
    recreate: (database, as) => recreateDatabase(source, database, as),
    createObject: (database, object) => createObject(source, database, object),
    dropObject: (database, object) => source.use((session) => dropObject(session, database, object)),
    grantRoutine: (grant) => source.use((session) => grantRoutine(session, grant)),
    setDefaults: (database, as) => source.use((session) => setDefaults(session, database, as)),
    createBeside: (name, as) => source.use((session) => createBeside(session, name, as)),
    fillSample: (name, like) => source.use((session) => fillSample(session, name, like)),
    changedObjects: (scratch, databases) => changedObjects(source, scratch, databases),
    dropBeside: (name) => dropBeside(source, name),
    swapTables: (moves, limits) => swapTables(source, moves, limits),
    trySwap: (names, as) => probeSwap(source, names, as),
    endOwn: (own, signal) => source.use((session) => endOwnStatements(session, own, signal === undefined ? {} : { signal }), signal),
    breakRestoreFence: (database) => source.use((session) => breakRestoreFence(session, database)),
  }
}
