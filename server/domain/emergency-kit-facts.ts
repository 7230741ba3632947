/** What a rollback without the panel has to know. */
export interface EmergencyKitFacts {
  job: { id: string; number: number }
  installation: { name: string; from: string; to: string }
  /** ISO, UTC. */
  t1: string
  metaDb: { host: string; port: number; user: string }
  oldContainer: { id: string; name: string; restartPolicy: { Name: string; MaximumRetryCount?: number } }
  /** Null where the upgrade makes none. */
  newContainerName: string | null
  /** In the order in which they are restored. Empty as long as there are no dumps: then nothing has changed the databases either. */
  databases: {
    database: string
    characterSet: string
    collation: string
    dump: KitDump
    /** Triggers, routines and events. */
    objects: KitDump | null
  }[]
}

export interface KitDump {
  /** Path from the folder of the kit. */
  file: string
  /** Hex. */
  sha256: string
}
