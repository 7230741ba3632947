import type { NeedsHand } from '../contract/job.ts'
import { type Said, say } from '../contract/said.ts'

interface Component {
  project: string
  kind: string
  name: string
  status: string
}

/** The switches of ha.config for the components of V3 that HA looks after by itself. */
const SWITCHES: [kind: RegExp, name: string][] = [
  [/JDBC_?WRITER/i, 'enableJdbcWriter'],
  [/CONNECTOR/i, 'enableConnector'],
]

function toDo(kind: string): Said {
  const found = SWITCHES.find(([pattern]) => pattern.test(kind))
  return found === undefined ? say('steps.hand.start') : say('steps.hand.watched', { setting: found[1] })
}

/** The components that a rollback left for a person, by type as the MetaDB names it, in the order in which they were read. */
export function needsHand(components: readonly Component[]): NeedsHand[] {
  const kinds = [...new Set(components.map(({ kind }) => kind))]
  return kinds.map((kind) => ({
    kind,
    toDo: toDo(kind),
    components: components.filter((one) => one.kind === kind).map(({ project, name, status }) => ({ project, name, status })),
  }))
}
