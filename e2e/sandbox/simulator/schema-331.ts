const KEY = 'id bigint unsigned not null auto_increment primary key'
const TIMES = 'gmt_created timestamp not null default current_timestamp, gmt_modified timestamp not null default current_timestamp'

/** The tables of OMS V3.3.1 as far as they are known, and further ones of a likely shape. One statement a line, in order. */
export const schema331: Record<'rm' | 'cm' | 'heartbeat', string[]> = {
  rm: [
    `create table oms_version (${KEY}, version varchar(32) not null, ${TIMES})`,
    `create table oms_normal_config (${KEY}, cfg_name varchar(128) not null, cfg_value text, description varchar(512), ${TIMES},
      unique key uk_cfg_name (cfg_name))`,
    `create table cluster_info (${KEY}, region varchar(64) not null, region_cn varchar(64), cm_url varchar(256) not null,
      code int not null default 0, is_default_cm tinyint not null default 1, ${TIMES})`,
    `create table oms_user (${KEY}, account varchar(64) not null, password_hash char(64) not null, role varchar(32) not null, ${TIMES},
      unique key uk_account (account))`,
    `create table oms_endpoint (${KEY}, name varchar(128) not null, kind varchar(32) not null, ip varchar(64), port int, ${TIMES})`,
    `create table oms_project (${KEY}, project_name varchar(128) not null, project_status varchar(32) not null, project_type varchar(32) not null,
      source_id bigint, sink_id bigint, owner varchar(64), owner_dept varchar(64), ${TIMES}, unique key uk_project_name (project_name))`,
    `create table oms_sync_project (${KEY}, project_id bigint not null, sync_mode varchar(32) not null, topic varchar(128), ${TIMES})`,
    `create table oms_project_component (${KEY}, project_id bigint not null, component_type varchar(32) not null, component_name varchar(128) not null,
      host_ip varchar(64) not null, status varchar(32) not null, message varchar(1024), checkpoint_at timestamp null, ${TIMES},
      key k_project (project_id))`,
    `create table oms_project_log (${KEY}, project_id bigint not null, level varchar(8) not null, message varchar(1024), ${TIMES},
      key k_project (project_id))`,
    `create table oms_checkpoint_history (${KEY}, component_id bigint not null, checkpoint_at timestamp not null, delay_ms int not null, ${TIMES},
      key k_component (component_id))`,
    `create table oms_ticket (${KEY}, kind varchar(64) not null, host_ip varchar(64) not null, stopped_at timestamp(3) null, detail varchar(512), ${TIMES},
      unique key uk_ticket (kind, host_ip, stopped_at))`,
    `create table oms_legacy_alarm (${KEY}, alarm_name varchar(128) not null, receiver varchar(128), ${TIMES})`,
    `create view oms_project_overview as select p.id, p.project_name, p.project_status, count(c.id) as components,
      sum(c.status = 'RUNNING') as running from oms_project p left join oms_project_component c on c.project_id = p.id
      group by p.id, p.project_name, p.project_status`,
  ],
  cm: [
    `create table resource_group (id bigint not null primary key, name varchar(64) not null, ${TIMES})`,
    `create table host (${KEY}, ip varchar(64) not null, host_status varchar(32) not null, resource_group_id bigint not null, region varchar(64) not null,
      heartbeat_port int, cpu_percent decimal(5,2), memory_percent decimal(5,2), disk_percent decimal(5,2), ${TIMES}, unique key uk_ip (ip))`,
    `create table config_job (${KEY}, \`key\` varchar(128) not null, \`value\` text, ${TIMES}, unique key uk_key (\`key\`))`,
    `create table component_outage (${KEY}, host_ip varchar(64) not null, stopped_at timestamp(3) not null, ha_on_at timestamp(3) null,
      settled_at timestamp(3) null, ${TIMES}, key k_host (host_ip))`,
    `create table host_metric (${KEY}, host_ip varchar(64) not null, metric varchar(32) not null, reading double not null, ${TIMES}, key k_host (host_ip))`,
    `create table cm_task_log (${KEY}, task_name varchar(64) not null, result varchar(16) not null, detail text, ${TIMES})`,
  ],
  heartbeat: [
    'create table heatbeat_sequence (id bigint not null auto_increment primary key, gmt_created timestamp not null default current_timestamp, gmt_modified timestamp not null default current_timestamp)',
    `create table heart_beat (${KEY}, task_type varchar(32) not null, task_name varchar(64) not null, host_ip varchar(64) not null, payload varchar(256),
      gmt_created timestamp(3) not null default current_timestamp(3), gmt_modified timestamp(3) not null default current_timestamp(3),
      unique key uk_task (task_type, task_name, host_ip))`,
  ],
}
