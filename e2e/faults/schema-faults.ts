import { createConnection } from 'mysql2/promise'
import { breakSandbox } from '../sandbox/break.ts'
import type { SandboxState } from '../sandbox/state.ts'
import { type FaultScene, onFaultScene } from './fault-scene.ts'
import { metaDbOf } from './metadb-acts.ts'
import type { FaultRow } from './row.ts'

/** Objects that this OMS has beside its tables. */
const OBJECTS = [
  'create trigger rm_331.before_log before insert on rm_331.oms_project_log for each row set new.message = left(new.message, 1000)',
  'create procedure rm_331.tidy_log() delete from rm_331.oms_project_log where level = "NONE"',
  'create event cm_331.tidy_metrics on schedule every 1 day starts "2030-01-01 00:00:00" disable do delete from cm_331.host_metric where id = 0',
]

/** Changes of definitions that neither a number of rows nor a checksum of rows shows. */
const CHANGES: Record<string, string[]> = {
  'a column is added to a table with rows': ['alter table rm_331.oms_project add column owner_team varchar(64)'],
  'a varchar is widened and a column renamed': [
    'alter table rm_331.oms_project modify owner varchar(65)',
    'alter table cm_331.config_job rename column `value` to job_value',
  ],
  'an index is dropped and one is added': [
    'alter table rm_331.oms_project_component drop key k_project',
    'alter table cm_331.host_metric add key k_metric (metric)',
  ],
  'a trigger, a routine, an event and a view have another body': [
    'create or replace trigger rm_331.before_log before insert on rm_331.oms_project_log for each row set new.message = null',
    'create or replace procedure rm_331.tidy_log() delete from rm_331.oms_project_log',
    'alter event cm_331.tidy_metrics do delete from cm_331.host_metric',
    'create or replace view rm_331.oms_project_overview as select id, project_name from rm_331.oms_project',
  ],
  'the collation of a database and a default are others': [
    'alter database cm_331 collate utf8mb4_general_ci',
    "alter table rm_331.oms_project alter column owner set default 'nobody'",
  ],
}

async function asked(sandbox: SandboxState, statements: string[]): Promise<void> {
  const { host, port, user, password } = metaDbOf(sandbox)
  const oms = await createConnection({ host, port, user, password })
  try {
    for (const statement of statements) {
      await oms.query(`use ${/(rm_331|cm_331)/.exec(statement)?.[0]}`)
      await oms.query(statement)
    }
  } finally {
    await oms.end()
  }
}

/** docker_init.sh changes definitions and no row, then fails; a person rolls back. */
function schemaOnly(change: string, statements: string[], isInSample: boolean): FaultRow {
  return {
    ...{ kind: 'init', fault: `docker_init.sh fails after it changed definitions only: ${change}`, isInSample },
    moment: 'before it wrote a row',
    expected: 'failed; the rollback brings every definition back',
    run: (sandbox) =>
      onFaultScene(
        sandbox,
        {
          pauseAt: { step: 'initialize-metadata', call: null },
          arrange: (one) => asked(one, OBJECTS),
        },
        async (scene: FaultScene) => {
          await scene.paused()
          breakSandbox(sandbox, 'init-exit-0', true)
          await asked(sandbox, statements)
          scene.running.release()
          const outcome = await scene.asksAt('initialize-metadata')
          await scene.rolledBack()
          return `failed (${outcome}), rolled back`
        },
      ),
  }
}

export const schemaFaults: FaultRow[] = Object.entries(CHANGES).map(([change, statements], index) =>
  schemaOnly(change, statements, index === 0),
)
