import { appendFileSync, statSync, truncateSync, utimesSync } from 'node:fs'
import { createConnection } from 'mysql2/promise'
import { readInstallationState } from '../../server/services/read-installation-state.ts'
import { breakSandbox } from '../sandbox/break.ts'
import type { SandboxState } from '../sandbox/state.ts'
import { dumpsOf } from './dump-damage.ts'
import { type FaultScene, onFaultScene } from './fault-scene.ts'
import { metaDbOf } from './metadb-acts.ts'
import { makeAnew, RESTARTED } from './plan-faults.ts'
import type { FaultRow } from './row.ts'
import { beginRollback, choose, snapshot } from './upgrade-job.ts'

// Defects that were found by foreign parts and belong to no other table, a row each.

const ROW_DATA = 'RowDataOfSomebody'

async function logOf({ panel, jobId }: FaultScene): Promise<string> {
  const lines = await panel.services.store.logLine.findMany({ where: { jobId }, select: { text: true } })
  return lines.map(({ text }) => text).join('\n')
}

/** A session of OMS's own account that names no database: it may use any of them by its full name. */
async function sessionWithoutDatabase(sandbox: SandboxState) {
  const { host, port, user, password } = metaDbOf(sandbox)
  return await createConnection({ host, port, user, password })
}

export const findingFaults: FaultRow[] = [
  {
    kind: 'plan',
    fault: 'a session that names no database',
    moment: 'at preflight',
    expected: 'named before OMS is stopped, with how much of it this account can see; the upgrade goes on',
    isInSample: false,
    async run(sandbox) {
      const session = await sessionWithoutDatabase(sandbox)
      try {
        return await onFaultScene(sandbox, {}, async (scene) => {
          await scene.upgraded()
          const named = /note sessions: .*/.exec(await logOf(scene))?.[0]
          if (named === undefined || !named.includes('without a database')) scene.wrongs.push(`preflight says of sessions: ${named}`)
          return 'named, upgraded'
        })
      } finally {
        await session.end()
      }
    },
  },
  {
    kind: 'people',
    fault: 'somebody ends a step that has just done its work',
    moment: 'as the image is loaded',
    expected: 'the request is for that attempt alone: no later step is ended by it',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'load-image', call: null } }, async (scene) => {
        await scene.paused()
        await choose(scene.panel, await snapshot(scene.panel, scene.jobId), 'abort')
        scene.running.release()
        const step = await scene.settles()
        if (step !== null) {
          if (step !== 'load-image') scene.wrongs.push(`it asks at ${step}`)
          await scene.retry()
        }
        await scene.upgraded()
        return step === null ? 'its work was done, upgraded' : 'ended, retried, upgraded'
      }),
  },
  {
    kind: 'rollback',
    fault: 'a restore fails over a row',
    moment: 'as the copies are made',
    expected: 'the words of the failure hold nothing of the row and are short; with the right dump retry goes on',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { pauseAt: { step: 'restore-beside', call: 'backups.restore' } }, async (scene) => {
        await scene.upgraded()
        await beginRollback(scene.panel, scene.jobId)
        await scene.paused()
        const [file] = dumpsOf(scene)
        if (file === undefined) throw new Error('there is no dump')
        const { size, atime, mtime } = statSync(file)
        const key = `${ROW_DATA}${'x'.repeat(600)}`
        appendFileSync(
          file,
          `\ncreate table twice (id varchar(700) primary key) character set latin1;\ninsert into twice values ('${key}'), ('${key}');\n`,
        )
        scene.running.release()
        const outcome = await scene.asksAtBlind('restore-beside')
        const job = await snapshot(scene.panel, scene.jobId)
        const raw = job.steps.find(({ id }) => id === 'restore-beside')?.rawError ?? ''
        if (raw.length === 0 || raw.length > 16_384) scene.wrongs.push(`its words have ${raw.length} characters`)
        if (`${raw}${await logOf(scene)}`.includes(ROW_DATA)) scene.wrongs.push('the row is in its words or in the log')
        truncateSync(file, size)
        // As it was: whoever looks at dumps is to find that nobody else wrote one again.
        utimesSync(file, atime, mtime)
        await scene.retry()
        await scene.rollbackEnds()
        return `failed (${outcome}), mended, rolled back`
      }),
  },
  {
    kind: 'init',
    fault: 'docker_init.sh fails after it printed a number that is also an error of MySQL',
    traits: ['init-warnings'],
    moment: 'with half of the schema changed',
    expected: 'a count of 1060 rows is not explained as error 1060; rolled back',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(
        sandbox,
        { traits: ['init-warnings'], beforeStart: async () => breakSandbox(sandbox, 'init-fails-phase-2', true) },
        async (scene) => {
          const outcome = await scene.asksAt('initialize-metadata')
          const { knownFailure } = await snapshot(scene.panel, scene.jobId)
          if (!(await logOf(scene)).includes('has 1060 rows')) scene.wrongs.push('the number was never printed')
          if (knownFailure !== null) scene.wrongs.push(`explained as ${JSON.stringify(knownFailure)}`)
          await scene.rolledBack()
          return `failed (${outcome}), not explained, rolled back`
        },
      ),
  },
  {
    kind: 'plan',
    fault: 'another OMS answers at the address of the installation',
    moment: 'after its own container is gone',
    expected: 'nothing of the other one is shown as the state of this installation',
    isInSample: false,
    run: (sandbox) =>
      onFaultScene(sandbox, { exceptions: RESTARTED, beforeStart: async () => void (await makeAnew(sandbox)) }, async (scene) => {
        await scene.asksAtBlind('preflight')
        const installation = await scene.panel.services.store.installation.findFirstOrThrow()
        const state = await readInstallationState(scene.panel.services, installation.id)
        if (state.seen !== null) scene.wrongs.push(`it shows ${JSON.stringify(state.seen)}`)
        await scene.untouched()
        return `not shown (${state.seen === null ? state.reason.key : 'but it is'})`
      }),
  },
]
