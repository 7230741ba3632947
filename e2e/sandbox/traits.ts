import { SandboxError } from './sandbox-error.ts'

export interface Trait {
  name: string
  /** One sentence: how this site differs from a plain one. */
  is: string
  /** What a good panel does on such a site. Only `goes on` needs no answer of a person before or within the upgrade. */
  panel: 'goes on' | 'asks' | 'refuses' | 'fails'
  /** Whether the vendor's guide by hand (document.sh) leads to V3.4.0 there, and where it does not, why. */
  guide: 'passes' | { not: string }
  /** Traits that cannot be had together with this one. Named once, on either side. */
  conflicts: readonly string[]
  /** Takes a minute or more by its nature. */
  isSlow?: true
  /** Why no picked set holds it, though an upgrade gets along with it. */
  apart?: string
}

const INIT_DIES = { not: 'docker_init.sh does not end well: the guide goes no further' }

/** How sites differ from the plain OMS that the sandbox makes without traits. */
export const TRAITS = [
  {
    name: 'version-v',
    is: 'oms_version and the tags of the images spell a version with a V: V3.4.0.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: ['version-ce', 'version-bp'],
  },
  { name: 'version-ce', is: 'oms_version carries an edition: 3.4.0-CE.', panel: 'goes on', guide: 'passes', conflicts: ['version-bp'] },
  {
    name: 'version-bp',
    is: 'oms_version and the tag of the new image carry a patch level: 3.4.0_bp1.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  {
    name: 'init-schema-first',
    is: 'The first phase of docker_init.sh changes definitions only: columns added, widened and renamed, indexes added and dropped.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: ['init-schema-only', 'init-updates-only'],
  },
  {
    name: 'init-schema-only',
    is: 'docker_init.sh changes definitions in all three databases and no row but that of the version.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: ['init-updates-only'],
  },
  {
    name: 'init-updates-only',
    is: 'docker_init.sh only UPDATEs: every definition and every row count stays what it was.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  {
    name: 'init-background-child',
    is: 'docker_init.sh leaves a child behind that keeps its output open for an hour.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  { name: 'init-trailing-lines', is: 'docker_init.sh prints on after its closing line.', panel: 'goes on', guide: 'passes', conflicts: [] },
  { name: 'init-ansi', is: 'docker_init.sh colours its lines.', panel: 'goes on', guide: 'passes', conflicts: [] },
  {
    name: 'init-carriage-returns',
    is: 'docker_init.sh draws its progress over one line with carriage returns.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  { name: 'init-long-lines', is: 'docker_init.sh prints lines of 200 kB.', panel: 'goes on', guide: 'passes', conflicts: [] },
  {
    name: 'init-warnings',
    is: 'docker_init.sh prints harmless warnings that look like errors, such as "Failed to get D-Bus connection".',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  {
    name: 'init-prints-password',
    is: 'docker_init.sh prints the password of the MetaDB as YAML quotes it, every apostrophe doubled.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  {
    name: 'heartbeats-seldom',
    is: 'Supervisors send a heartbeat every 6 s: the 60 s of a real OMS at a tenth.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: ['heartbeats-60s'],
  },
  {
    name: 'heartbeats-60s',
    is: 'Supervisors send a heartbeat every 60 s, as a real OMS does.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
    isSlow: true,
  },
  {
    name: 'heartbeats-old',
    is: 'The heartbeats of the old OMS are 300 to 535 s old whenever they are read, and its servers are Online.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: ['heartbeats-60s'],
  },
  {
    name: 'stale-host',
    is: 'cm.host and heart_beat still hold a server that was replaced months ago.',
    panel: 'asks',
    guide: { not: '"all servers are Online" never comes true; an operator would have to know which row to pass over' },
    conflicts: [],
  },
  {
    name: 'metadb-utc',
    is: 'The MetaDB lives in UTC and OMS writes its times in +08:00: heartbeats seem to come from 8 hours ahead.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: ['metadb-plus-8'],
  },
  { name: 'metadb-plus-8', is: 'The time zone of the MetaDB is +08:00.', panel: 'goes on', guide: 'passes', conflicts: [] },
  {
    name: 'console-proxy',
    is: 'The console is reached at the address of a proxy, which accepts and answers 502 while OMS is down.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  {
    name: 'console-unknown',
    is: 'The console has calls that nobody documents: the panel has to be taught them.',
    panel: 'asks',
    guide: { not: 'document.sh changes ha.config by calls that this console does not have' },
    conflicts: ['console-proxy'],
  },
  {
    name: 'person-reduces-ha',
    is: 'After docker_init.sh and before HA is on, a person reduces ha.config to {"enable":false}.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: ['person-changes-ha', 'heartbeats-old'],
  },
  {
    name: 'person-changes-ha',
    is: 'After docker_init.sh and before HA is on, a person changes other values of ha.config.',
    panel: 'asks',
    guide: 'passes',
    conflicts: ['heartbeats-old'],
  },
  {
    name: 'init-removes-ha-key',
    is: 'docker_init.sh removes subtopicStoreNumberThreshold from ha.config.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  {
    name: 'init-adds-ha-key',
    is: 'docker_init.sh adds perceiveStoreClientCheckpoint to ha.config.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  {
    name: 'views-on-views',
    is: 'The databases hold views on views, across databases too.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  { name: 'triggers', is: 'Tables of OMS carry triggers, two of them for one event.', panel: 'goes on', guide: 'passes', conflicts: [] },
  { name: 'routines', is: 'The databases hold procedures and functions.', panel: 'goes on', guide: 'passes', conflicts: [] },
  { name: 'events', is: 'The databases hold events, one of them disabled.', panel: 'goes on', guide: 'passes', conflicts: [] },
  {
    name: 'generated-columns',
    is: 'Tables have virtual and stored generated columns, and an index on one.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  {
    name: 'foreign-definers',
    is: 'A view, a routine and a trigger belong to another account than that of the MetaDB.',
    panel: 'refuses',
    guide: 'passes',
    conflicts: [],
  },
  {
    name: 'odd-names',
    is: 'Tables, columns and views have names with spaces, backticks, dashes, quotes and Chinese.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  { name: 'latin1-tables', is: 'Tables are in latin1, with letters beyond ASCII.', panel: 'goes on', guide: 'passes', conflicts: [] },
  {
    name: 'system-versioned',
    is: 'A table is system-versioned and has a history.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  { name: 'foreign-keys', is: 'Foreign keys join tables of one database.', panel: 'goes on', guide: 'passes', conflicts: [] },
  {
    name: 'hostile-routines',
    is: 'Bodies of routines mean one thing to the server and another to the command line client, which would send it files.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  {
    name: 'endless-event',
    is: 'An event holds `;;`: mysqldump --events never ends on it.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
    apart: 'whoever judges by mysqldump cannot read its events',
  },
  {
    name: 'mount-option',
    is: 'The container was made with --mount instead of -v.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  {
    name: 'rm-option',
    is: 'The container was made with --rm: it is gone once it is stopped.',
    panel: 'refuses',
    guide: { not: 'the guide stops the old container, and there is none left to roll back to' },
    conflicts: [],
  },
  { name: 'compose-labels', is: 'The container was made by docker compose.', panel: 'goes on', guide: 'passes', conflicts: [] },
  {
    name: 'stop-options',
    is: 'The container was made with --stop-timeout 300 and --stop-signal SIGINT.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  { name: 'health-check', is: 'The container has a health check.', panel: 'goes on', guide: 'passes', conflicts: [] },
  {
    name: 'own-network',
    is: 'The container has a network of its own, with a fixed address and an alias.',
    panel: 'goes on',
    guide: { not: 'its docker run says --net host: the new OMS would not have the address that its configuration names' },
    conflicts: ['console-proxy'],
    apart: 'rows that take a port of the host, or reach OMS at an address of the host, mean nothing there',
  },
  {
    name: 'config-duplicate-key',
    is: 'config.yaml names keys twice, first with a wrong value.',
    panel: 'goes on',
    guide: 'passes',
    conflicts: [],
  },
  { name: 'config-tags', is: 'Every value of config.yaml carries a YAML tag.', panel: 'goes on', guide: 'passes', conflicts: [] },
  {
    name: 'init-dies-at-once',
    is: 'docker_init.sh dies before it changes anything.',
    panel: 'fails',
    guide: INIT_DIES,
    conflicts: ['init-dies-after-schema', 'init-dies-after-update', 'init-hangs'],
  },
  {
    name: 'init-dies-after-schema',
    is: 'docker_init.sh dies after it changed definitions and before it writes a row.',
    panel: 'fails',
    guide: INIT_DIES,
    conflicts: ['init-dies-after-update', 'init-hangs'],
  },
  {
    name: 'init-dies-after-update',
    is: 'docker_init.sh dies after it updated rows; definitions and row counts are what they were.',
    panel: 'fails',
    guide: INIT_DIES,
    conflicts: ['init-hangs'],
  },
  { name: 'init-hangs', is: 'docker_init.sh stops moving in phase 2.', panel: 'fails', guide: INIT_DIES, conflicts: [] },
] as const satisfies readonly Trait[]

export type TraitName = (typeof TRAITS)[number]['name']

export function traitOf(name: TraitName): Trait {
  const found: Trait | undefined = TRAITS.find((trait) => trait.name === name)
  if (found === undefined) throw new SandboxError(`There is no trait "${name}".`)
  return found
}

export function clash(one: TraitName, other: TraitName): boolean {
  return traitOf(one).conflicts.includes(other) || traitOf(other).conflicts.includes(one)
}

/** A set that a person typed: `a,b,c`. Unknown names and traits that cannot be had together are refused. */
export function parseTraits(text: string): TraitName[] {
  const words = text.split(',').map((word) => word.trim())
  const names = TRAITS.map(({ name }) => name)
  const chosen = words.filter((word) => word !== '').map((word) => names.find((name) => name === word) ?? unknown(word))
  checkTraits(chosen)
  return [...new Set(chosen)]
}

export function checkTraits(names: readonly TraitName[]): void {
  for (const [at, one] of names.entries()) {
    const other = names.slice(at + 1).find((name) => clash(one, name))
    if (other !== undefined) throw new SandboxError(`The traits ${one} and ${other} cannot be had together.`)
  }
}

function unknown(word: string): never {
  throw new SandboxError(`There is no trait "${word}". All of them: npm run sandbox -- traits`)
}

/** A line for each: its name and its sentence. */
export function describeTraits(names: readonly TraitName[]): string {
  return names.map((name) => `${name.padEnd(24)}${traitOf(name).is}`).join('\n')
}
