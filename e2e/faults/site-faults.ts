import type { TraitName } from '../sandbox/traits.ts'
import { type FaultScene, onFaultScene } from './fault-scene.ts'
import type { FaultRow } from './row.ts'
import { onScene } from './scene.ts'
import { beginRollback, choose, plannedJob, snapshot, stoppedAt } from './upgrade-job.ts'

/** There and back on a site that differs from a plain one: no question is asked on the way. */
function thereAndBack(fault: string, traits: TraitName[]): FaultRow {
  return {
    ...{ kind: 'site', fault, traits, moment: 'all the way', isInSample: false },
    expected: 'upgraded without a question; rolled back to exactly what was there',
    run: (sandbox) =>
      onFaultScene(sandbox, { traits }, async (scene) => {
        await scene.upgraded()
        await beginRollback(scene.panel, scene.jobId)
        await scene.rollbackEnds()
        return 'upgraded, rolled back'
      }),
  }
}

/** docker_init.sh dies on its way; a person rolls back. */
function initDies(fault: string, trait: TraitName, moment: string): FaultRow {
  return {
    ...{ kind: 'init', fault, traits: [trait], moment, isInSample: trait === 'init-dies-after-schema' },
    expected: 'failed; the rollback leads to exactly what was there',
    run: (sandbox) =>
      onFaultScene(sandbox, { traits: [trait] }, async (scene) => {
        const outcome = await scene.asksAt('initialize-metadata')
        await scene.rolledBack()
        return `failed (${outcome}), rolled back`
      }),
  }
}

/** What must not be upgraded is refused before anything is touched. */
function refused(fault: string, traits: TraitName[]): FaultRow {
  return {
    ...{ kind: 'site', fault, traits, moment: 'at preflight', isInSample: false },
    expected: 'refused in words, nothing is touched',
    run: (sandbox) =>
      onScene(
        sandbox,
        async ({ panel, referee }) => {
          const refusal = await plannedJob(panel).then(
            () => null,
            (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
          )
          const wrongs = refusal === null ? ['a plan was made'] : []
          return { result: `refused (${refusal})`, wrongs: [...wrongs, await referee.untouched()].filter((text) => text !== '') }
        },
        { traits },
      ),
  }
}

/** Asked as often as there is something to decide; a person answers with `retry`, confirmed, and keeps what another person wrote into ha.config. */
async function answered(scene: FaultScene): Promise<string[]> {
  const asked: string[] = []
  for (let step = await scene.settles(); step !== null && asked.length < 4; step = await scene.settles()) {
    asked.push(step)
    const job = await snapshot(scene.panel, scene.jobId)
    const { choices } = job
    const canRetry = choices.some(({ kind, allowed }) => kind === 'retry' && allowed)
    const inputs = job.haConfigAsked === null ? {} : { haConfig: 'keep' as const }
    if (stoppedAt(job) !== null) await choose(scene.panel, job, canRetry ? 'retry' : 'check', inputs)
  }
  return asked
}

/** Something of the site has to be confirmed by a person on the way. */
function asks(fault: string, traits: TraitName[], expected: string): FaultRow {
  return {
    ...{ kind: 'site', fault, traits, moment: 'all the way', expected, isInSample: false },
    run: (sandbox) =>
      onFaultScene(sandbox, { traits, limits: { 'servers-online': { settle: 30 } } }, async (scene) => {
        const asked = await answered(scene)
        await scene.upgraded()
        await beginRollback(scene.panel, scene.jobId)
        const askedOnTheWayBack = await answered(scene)
        await scene.rollbackEnds()
        return `asked at ${[...asked, ...askedOnTheWayBack].join(', ') || 'nothing'}, upgraded, rolled back`
      }),
  }
}

export const siteFaults: FaultRow[] = [
  initDies('docker_init.sh dies', 'init-dies-at-once', 'before it changed anything'),
  initDies('docker_init.sh dies', 'init-dies-after-schema', 'after it changed definitions, before it wrote a row'),
  initDies('docker_init.sh dies', 'init-dies-after-update', 'after it updated rows, with every definition and count as it was'),
  thereAndBack('docker_init.sh changes definitions only', ['init-schema-only']),
  thereAndBack('docker_init.sh only updates rows', ['init-updates-only']),
  thereAndBack('bodies of stored objects that a client would take for commands', ['hostile-routines']),
  thereAndBack('views on views, triggers, routines, events', ['views-on-views', 'triggers', 'routines', 'events']),
  thereAndBack('generated columns, odd names, latin1, foreign keys', ['generated-columns', 'odd-names', 'latin1-tables', 'foreign-keys']),
  thereAndBack('a table with a history of its own', ['system-versioned']),
  thereAndBack('a version is spelled V3.4.0, and the MetaDB is in another time zone', ['version-v', 'metadb-utc']),
  thereAndBack('a version is spelled 3.4.0-CE, and the time zone of the MetaDB is +08:00', ['version-ce', 'metadb-plus-8']),
  thereAndBack('a version is spelled 3.4.0_bp1, and heartbeats of the old OMS are minutes old', ['version-bp', 'heartbeats-old']),
  thereAndBack('docker_init.sh leaves a child behind that keeps its output open', ['init-background-child']),
  thereAndBack('docker_init.sh prints after its closing line, in colour, warnings that look like errors, and a password', [
    'init-trailing-lines',
    'init-ansi',
    'init-carriage-returns',
    'init-long-lines',
    'init-warnings',
    'init-prints-password',
  ]),
  thereAndBack('heartbeats come every 60 s', ['heartbeats-60s']),
  thereAndBack('a console behind a proxy, and a config.yaml with tags and keys named twice', [
    'console-proxy',
    'config-duplicate-key',
    'config-tags',
  ]),
  thereAndBack('a container made with --mount, labels of compose, a stop timeout and a health check', [
    'mount-option',
    'compose-labels',
    'stop-options',
    'health-check',
  ]),
  thereAndBack('a container with a network and an address of its own', ['own-network']),
  thereAndBack('docker_init.sh adds a key to ha.config and removes another one', ['init-adds-ha-key', 'init-removes-ha-key']),
  asks('a person reduced ha.config after docker_init.sh', ['person-reduces-ha'], 'every lost key is there again, or a person is asked'),
  asks('a person changed values of ha.config after docker_init.sh', ['person-changes-ha'], 'asked, and their values are kept'),
  asks(
    'the MetaDB still holds a host that was replaced',
    ['stale-host'],
    'the servers that were Online have to come back; the other is named',
  ),
  refused('the old container was made with --rm', ['rm-option']),
  refused('stored objects belong to an account that is gone', ['foreign-definers']),
]
