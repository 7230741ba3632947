import type { Exception } from '../referee/exceptions.ts'
import type { TraitName } from '../sandbox/traits.ts'

/** What OMS itself writes on a site with such a trait, beside what it writes everywhere. */
export const SITE_LIVES: Partial<Record<TraitName, Exception[]>> = {
  triggers: [
    { table: 'oms_component_audit', rows: 'added', isCounting: true, reason: 'a trigger writes a row whenever HA changes a status' },
  ],
}

const WRITTEN_DOWN: Exception = {
  table: 'oms_version',
  columns: ['version', 'gmt_modified'],
  reason: 'this init updates the version in place',
}

/** Rows that docker_init.sh itself changes there: an upgrade may not leave them as they were. */
export const INIT_CHANGES: Partial<Record<TraitName, Exception[]>> = {
  'init-schema-only': [WRITTEN_DOWN],
  'init-updates-only': [
    WRITTEN_DOWN,
    { table: 'oms_project', columns: ['owner_dept'], reason: 'this init fills it' },
    { table: 'oms_endpoint', columns: ['port'], reason: 'this init sets another port' },
    {
      table: 'heart_beat',
      where: { column: 'task_name', text: 'cm_scheduler' },
      columns: ['payload'],
      reason: 'this init sets another value',
    },
    { table: 'oms_project_log', columns: ['level'], reason: 'this init spells it in another way' },
    {
      table: 'oms_normal_config',
      where: { column: 'cfg_name', text: 'project.expire.day' },
      columns: ['cfg_value'],
      reason: 'this init sets another value',
    },
    {
      table: 'config_job',
      where: { column: 'key', text: 'store.max.per.host' },
      columns: ['value'],
      reason: 'this init sets another value',
    },
  ],
}

/** Keys of ha.config that an upgrade may leave with another value, because docker_init.sh or a person changed them on purpose. */
export const HA_CHANGES: Partial<Record<TraitName, string[]>> = {
  'init-removes-ha-key': ['subtopicStoreNumberThreshold'],
  'init-adds-ha-key': ['perceiveStoreClientCheckpoint'],
  'person-changes-ha': ['checkRequestIntervalSec', 'clearAbnormalResourceHours'],
}
