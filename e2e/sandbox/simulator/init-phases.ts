import type { TraitName } from '../traits.ts'

export interface InitPhase {
  title: string
  changes: { database: 'rm' | 'cm' | 'heartbeat'; sql: string }[]
}

/** What docker_init.sh of V3.4.0 does to a V3.3.1 schema, in order. The version is written down last, as this site spells it. */
export function initPhases(version: string, has: (trait: TraitName) => boolean): InitPhase[] {
  if (has('init-schema-only'))
    return [...schemaOnly, writtenDown(`update oms_version set version = '${version}', gmt_modified = now() order by id desc limit 1`)]
  if (has('init-updates-only')) {
    return [
      updatesFirst,
      updatesThen,
      writtenDown(`update oms_version set version = '${version}', gmt_modified = now() order by id desc limit 1`),
    ]
  }
  return [
    ...(has('init-schema-first') ? [schemaFirst] : []),
    ...usual,
    {
      title: 'parameters and version',
      changes: [
        {
          database: 'rm',
          sql: `insert into oms_normal_config (cfg_name, cfg_value, description) values
          ('store.perceive.client.checkpoint.timeoutSec', '60', 'How long a Store waits for the checkpoints of its clients'),
          ('alarm.rule.enable', 'true', 'Alarm rules instead of the older alarms')`,
        },
        { database: 'cm', sql: "insert into config_job (`key`, `value`) values ('schema.version', '3.4.0')" },
        { database: 'rm', sql: `insert into oms_version (version) values ('${version}')` },
      ],
    },
  ]
}

const writtenDown = (sql: string): InitPhase => ({ title: 'version', changes: [{ database: 'rm', sql }] })

/** Nothing here tells V3.3.1 that it was done, no row changes, and row counts and checksums stay: only the definitions differ. */
export const schemaFirst: InitPhase = {
  title: 'definitions',
  changes: [
    { database: 'rm', sql: 'alter table oms_project_log add column trace_id varchar(64) null' },
    { database: 'rm', sql: 'alter table oms_endpoint modify name varchar(256) not null' },
    { database: 'rm', sql: 'alter table oms_sync_project rename column topic to topic_name' },
    { database: 'rm', sql: 'alter table oms_endpoint add key k_ip (ip)' },
    { database: 'rm', sql: 'alter table oms_checkpoint_history drop key k_component' },
    { database: 'cm', sql: 'alter table cm_task_log add column cost_ms int not null default 0' },
    { database: 'cm', sql: 'alter table resource_group drop primary key' },
  ],
}

/** As many rows as before, every table as it was defined. */
export const updatesFirst: InitPhase = {
  title: 'values',
  changes: [
    { database: 'rm', sql: "update oms_project set owner_dept = concat('team ', id) where owner_dept is null" },
    { database: 'rm', sql: "update oms_project_log set level = 'NOTE' where level = 'WARN'" },
    { database: 'cm', sql: "update config_job set `value` = '7' where `key` = 'store.max.per.host'" },
  ],
}

const updatesThen: InitPhase = {
  title: 'more values',
  changes: [
    { database: 'rm', sql: "update oms_normal_config set cfg_value = '14' where cfg_name = 'project.expire.day'" },
    { database: 'rm', sql: 'update oms_endpoint set port = 2883 where port = 3306' },
    { database: 'cm', sql: "update host set host_status = 'DOWN'" },
    { database: 'heartbeat', sql: `update heart_beat set payload = '{"leader":false}' where task_name = 'cm_scheduler'` },
  ],
}

const schemaOnly: InitPhase[] = [
  {
    title: 'console database (rm)',
    changes: [
      { database: 'rm', sql: 'alter table oms_project rename column owner_dept to owner_team' },
      { database: 'rm', sql: 'alter table oms_project_component add column retries int not null default 0, add key k_status (status)' },
      { database: 'rm', sql: 'alter table oms_project_log modify message varchar(2048)' },
      { database: 'rm', sql: 'alter table oms_checkpoint_history drop key k_component' },
    ],
  },
  {
    title: 'cluster manager database (cm)',
    changes: [
      { database: 'cm', sql: "alter table host add column agent_version varchar(32) not null default '3.4.0'" },
      { database: 'cm', sql: 'alter table host drop column heartbeat_port' },
      { database: 'cm', sql: 'alter table resource_group drop primary key' },
    ],
  },
  {
    title: 'heartbeat database (cm_hb)',
    changes: [
      { database: 'heartbeat', sql: 'alter table heart_beat add column beat_no bigint not null default 0' },
      { database: 'heartbeat', sql: 'alter table heart_beat drop column payload' },
      { database: 'heartbeat', sql: 'alter table heatbeat_sequence add column host_ip varchar(64) null' },
    ],
  },
]

const usual: InitPhase[] = [
  {
    title: 'console database (rm)',
    changes: [
      { database: 'rm', sql: "alter table oms_project add column owner_team varchar(64) not null default 'default' after owner" },
      { database: 'rm', sql: 'update oms_project set owner_team = owner_dept where owner_dept is not null' },
      { database: 'rm', sql: 'alter table oms_project drop column owner_dept' },
      { database: 'rm', sql: 'alter table oms_project_component add column retries int not null default 0, add key k_status (status)' },
      {
        database: 'rm',
        sql: `create table oms_alarm_rule (id bigint unsigned not null auto_increment primary key, rule_name varchar(128) not null,
          threshold int not null, receiver varchar(128), gmt_created timestamp not null default current_timestamp)`,
      },
      {
        database: 'rm',
        sql: 'insert into oms_alarm_rule (rule_name, threshold, receiver) select alarm_name, 30, receiver from oms_legacy_alarm',
      },
      { database: 'rm', sql: 'drop table oms_legacy_alarm' },
    ],
  },
  {
    title: 'cluster manager database (cm)',
    changes: [
      { database: 'cm', sql: "alter table host add column agent_version varchar(32) not null default '3.4.0'" },
      { database: 'cm', sql: 'alter table host drop column heartbeat_port' },
      { database: 'cm', sql: "update host set host_status = 'DOWN'" },
      {
        database: 'cm',
        sql: `create table host_label (host_id bigint unsigned not null, label varchar(64) not null, primary key (host_id, label))`,
      },
      { database: 'cm', sql: "insert into host_label (host_id, label) select id, 'upgraded' from host" },
    ],
  },
  {
    title: 'heartbeat database (cm_hb)',
    changes: [
      { database: 'heartbeat', sql: 'alter table heart_beat add column beat_no bigint not null default 0' },
      { database: 'heartbeat', sql: 'alter table heart_beat drop column payload' },
      { database: 'heartbeat', sql: 'alter table heatbeat_sequence add column host_ip varchar(64) null' },
    ],
  },
]
