export interface InitPhase {
  title: string
  changes: { database: 'rm' | 'cm' | 'heartbeat'; sql: string }[]
}

/** What docker_init.sh of V3.4.0 does to a V3.3.1 schema, in order. The version is written down last. */
export const initPhases: InitPhase[] = [
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
      { database: 'rm', sql: "insert into oms_version (version) values ('3.4.0')" },
    ],
  },
]
