/** Calls that change the outside, and how long after they are sent their effect is surely on the way, in milliseconds. */
export const CHANGING_CALLS: Record<string, number> = {
  'docker.stop': 300,
  'docker.start': 40,
  'docker.setRestartPolicy': 3,
  'docker.create': 10,
  'docker.loadImage': 400,
  'docker.tag': 3,
  'docker.exec': 250,
  'metaDb.trimHeartbeats': 15,
  'metaDb.setParameter': 3,
  'metaDb.recreate': 10,
  'metaDb.createBeside': 10,
  'metaDb.dropBeside': 10,
  'metaDb.swapTables': 10,
  'metaDb.createObject': 10,
  'metaDb.dropObject': 10,
  'metaDb.setDefaults': 10,
  'console.setParameter': 8,
  'backups.dump': 25,
  'backups.restore': 25,
  'backups.writeManifest': 2,
  'backups.writeKit': 2,
}

/** These begin with a look at their tool; the delay counts from the moment at which the child has begun. */
export const BY_CHILD = new Set(['backups.dump', 'backups.restore'])
