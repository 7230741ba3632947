import { emergencyScript } from './emergency-script.ts'
import { emergencyText } from './emergency-text.ts'

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

/** The files with which a person rolls back without the panel: a text to read, and a script for any POSIX shell. No password in either. */
export function emergencyKit(facts: EmergencyKitFacts): { name: string; text: string; executable: boolean }[] {
  return [
    { name: 'ROLLBACK.txt', text: emergencyText(facts), executable: false },
    { name: 'rollback.sh', text: emergencyScript(facts), executable: true },
  ]
}
