import { ask } from './ask.ts'
import type { Databases } from './compare-databases.ts'
import { consoleHealth } from './console-health.ts'
import { type ContainerPicture, containerPictures } from './containers.ts'
import { databasePicture } from './database-picture.ts'
import type { DumpTool } from './dump.ts'
import { TICKING } from './exceptions.ts'
import type { Login } from './login.ts'

/** Where to look. */
export interface Place {
  metaDb: Login
  databases: string[]
  /** How its databases are read; the machine's mysqldump where it does not say. */
  by?: DumpTool | 'client'
  dockerHost: string
  consoleUrl: string
}

export interface Picture {
  takenAt: string
  databases: Databases
  /** Names of all databases of the server. */
  schemata: string[]
  containers: ContainerPicture[]
  /** As curl found the console. */
  console: string
}

/** The world as foreign tools see it: mysqldump, mysql, docker and curl. */
export async function takePicture({ metaDb, databases, by, dockerHost, consoleUrl }: Place): Promise<Picture> {
  const takenAt = new Date().toISOString()
  const [containers, console, schemata, ...pictures] = await Promise.all([
    containerPictures(dockerHost),
    consoleHealth(consoleUrl),
    ask(metaDb, 'select schema_name from information_schema.schemata order by schema_name'),
    ...databases.map((database) => databasePicture(metaDb, database, TICKING, by)),
  ])
  return {
    takenAt,
    databases: Object.fromEntries(pictures.map((picture, index) => [databases[index] ?? '', picture])),
    schemata: schemata.flat(),
    containers,
    console,
  }
}
