import type { TraitName } from './traits.ts'

interface Names {
  rm: string
  cm: string
  heartbeats: string
}

export interface SiteObject {
  database: keyof Names
  sql: string
  /** Made by the MetaDB's administrator: the account of OMS may not. */
  byAdministrator?: true
  /** The sql_mode to make it in, which the server keeps with routines, triggers and events. */
  sqlMode?: string
}

/** An account that is no longer used, as the definer of objects that still are. */
export const FOREIGN_DEFINER = 'oms_old'

/** A control character behind `--` begins a comment for the server, but not for the command line client. */
const DASHES = '--\u0001'

/** For the client, `;;` ends the statement here and the rest is one of its own; for the server it is a comment. */
const THEFT = `${DASHES} ;;load data local infile '/etc/hostname' into table oms_stolen;;`

/** What a trait puts into the databases of a site, in order. Nothing for traits of other kinds. */
export function siteObjects(trait: TraitName, names: Names): SiteObject[] {
  return makers[trait]?.(names) ?? []
}

const makers: Partial<Record<TraitName, (names: Names) => SiteObject[]>> = {
  'views-on-views': ({ rm }) => [
    {
      database: 'rm',
      sql: `create view z_running_project as select id, project_name from oms_project_overview where project_status = 'RUNNING'`,
    },
    // Made after the one it reads from, and listed before it.
    { database: 'rm', sql: 'create view a_running_count as select count(*) as running from z_running_project' },
    { database: 'cm', sql: `create view host_and_projects as select h.ip, c.running from host h join \`${rm}\`.a_running_count c` },
  ],
  triggers: () => [
    {
      database: 'rm',
      sql: 'create table oms_component_audit (id bigint not null auto_increment primary key, component_id bigint, was varchar(32), became varchar(32))',
    },
    {
      database: 'rm',
      sql: `create trigger component_audit after update on oms_project_component for each row begin
  -- Only what changed; a "quoted" word, it's here on purpose.
  if not (old.status <=> new.status) then
    insert into oms_component_audit (component_id, was, became) values (new.id, old.status, new.status);
  end if;
end`,
    },
    {
      database: 'rm',
      sql: `create trigger component_audit_later after update on oms_project_component for each row follows component_audit
  update oms_component_audit set became = upper(became) where component_id = new.id`,
    },
    {
      database: 'cm',
      sql: "create trigger host_region before insert on host for each row set new.region = coalesce(nullif(new.region, ''), 'default')",
    },
  ],
  routines: () => [
    {
      database: 'rm',
      sql: `create function oms_label(id bigint, name varchar(128)) returns varchar(200) charset utf8mb4 deterministic
  comment 'A label; 标签' return concat('#', id, ' ', name)`,
    },
    {
      database: 'rm',
      sql: `create procedure oms_purge_log(in days int, out removed int) modifies sql data sql security invoker begin
  /* Multi-line;
     DELIMITER is only a word here. */
  delete from oms_project_log where gmt_created < date_sub(now(), interval days day) limit 1000;
  set removed = row_count();
end`,
    },
    { database: 'cm', sqlMode: 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES', sql: `create procedure cm_path() select '\\' as "back\\slash"` },
  ],
  events: () => [
    {
      database: 'rm',
      sql: `create event oms_purge on schedule every 1 year starts '2037-01-01 00:00:00' comment 'purge; 清理' do
  delete from oms_checkpoint_history where gmt_created < date_sub(now(), interval 1 year)`,
    },
    {
      database: 'cm',
      sql: "create event cm_purge on schedule at '2037-06-01 00:00:00' on completion preserve disable do delete from cm_task_log where id < 0",
    },
  ],
  'generated-columns': () => [
    {
      database: 'rm',
      sql: `create table oms_endpoint_address (id bigint not null auto_increment primary key, ip varchar(64) not null, port int not null,
        address varchar(80) generated always as (concat(ip, ':', port)) virtual, next_port int generated always as (port + 1) stored,
        key k_address (address))`,
    },
    { database: 'rm', sql: 'insert into oms_endpoint_address (ip, port) select ip, port from oms_endpoint' },
    { database: 'cm', sql: 'alter table host_metric add column is_high tinyint generated always as (reading > 80) virtual' },
  ],
  'foreign-definers': () =>
    [
      `create definer = '${FOREIGN_DEFINER}'@'%' sql security definer view oms_owner_list as select distinct owner from oms_project`,
      `create definer = '${FOREIGN_DEFINER}'@'%' procedure oms_count_projects() select count(*) from oms_project`,
      `create definer = '${FOREIGN_DEFINER}'@'%' trigger endpoint_name before insert on oms_endpoint for each row set new.name = trim(new.name)`,
    ].map((sql): SiteObject => ({ database: 'rm', sql, byAdministrator: true })),
  'odd-names': () => [
    ...['order items', 'tick`et', 'a-b-c', '-x', '表格', `it's "quoted"`, '50% x.y', 'back\\slash', 'semi;colon', 'n'.repeat(64)].flatMap(
      (name) => [
        {
          database: 'rm' as const,
          sql: `create table ${quoted(name)} (\`select\` int not null primary key, \`col umn\` varchar(20), ${quoted('列`')} varchar(20))`,
        },
        { database: 'rm' as const, sql: `insert into ${quoted(name)} values (1, 'one', '一'), (2, null, '')` },
      ],
    ),
    {
      database: 'rm',
      sql: `create view ${quoted('view of `odd` names')} as select t.${quoted('列`')} as ${quoted('a b')} from ${quoted('表格')} t`,
    },
    { database: 'heartbeats', sql: `create table ${quoted('beat notes')} (id int not null primary key, ${quoted('key')} varchar(10))` },
  ],
  'latin1-tables': () => [
    {
      database: 'rm',
      sql: `create table oms_note_latin1 (id bigint not null auto_increment primary key, note varchar(100) not null, gbk_note varchar(100) character set gbk,
        raw varbinary(100), key k_note (note)) default character set latin1 collate latin1_german1_ci`,
    },
    {
      database: 'rm',
      sql: `insert into oms_note_latin1 (note, gbk_note, raw) values ('Grüße, ça va, ñ', '结算', 0x80e4f6fc00ff), ('€ ', null, ''), ('', '', null)`,
    },
  ],
  'system-versioned': () => [
    { database: 'cm', sql: 'create table host_setting (id int not null primary key, setting varchar(64)) with system versioning' },
    { database: 'cm', sql: "insert into host_setting values (1, 'a'), (2, 'b'), (3, 'c')" },
    { database: 'cm', sql: "update host_setting set setting = 'd' where id = 1" },
    { database: 'cm', sql: 'delete from host_setting where id = 3' },
  ],
  'foreign-keys': () => [
    {
      database: 'rm',
      sql: 'create table oms_tag (id bigint not null auto_increment primary key, parent bigint, name varchar(64) not null, constraint fk_parent foreign key (parent) references oms_tag (id))',
    },
    {
      database: 'rm',
      sql: `create table oms_project_tag (project_id bigint unsigned not null, tag_id bigint not null, primary key (project_id, tag_id),
        constraint fk_project foreign key (project_id) references oms_project (id) on delete cascade on update cascade,
        constraint fk_tag foreign key (tag_id) references oms_tag (id))`,
    },
    { database: 'rm', sql: "insert into oms_tag (id, parent, name) values (1, null, 'all'), (2, 1, 'finance'), (3, 1, 'sales')" },
    { database: 'rm', sql: 'insert into oms_project_tag select id, 2 + id % 2 from oms_project' },
    {
      database: 'cm',
      sql: 'create table host_note (id bigint not null auto_increment primary key, host_id bigint unsigned, note varchar(64), constraint fk_host foreign key (host_id) references host (id) on delete set null)',
    },
    { database: 'cm', sql: "insert into host_note (host_id, note) select id, 'first node' from host" },
  ],
  // None of them does anything when it is called. What a client makes of them is seen in oms_stolen, which stays empty.
  'hostile-routines': () => [
    { database: 'rm', sql: 'create table oms_stolen (line text)' },
    { database: 'rm', sql: `create procedure hostile_comment() select 1 ${THEFT}\n as one` },
    {
      database: 'rm',
      sql: `create procedure hostile_quote() begin\n  ${DASHES} '\n  select ' ;;load data local infile ''/etc/hostname'' into table oms_stolen;; ${DASHES} ';\nend`,
    },
    {
      database: 'rm',
      sql: `create function hostile_delimiter() returns int deterministic begin\n/*\nDELIMITER $$\nload data local infile '/etc/hostname' into table oms_stolen$$\n*/\n  return 1;\nend`,
    },
    {
      database: 'rm',
      sql: `create procedure hostile_string() select ';;', "$$", '\\\\', 'load data local infile ''/etc/hostname'' into table oms_stolen;;' as text`,
    },
    {
      database: 'rm',
      sql: `create trigger hostile_trigger before insert on oms_ticket for each row set new.kind = new.kind ${THEFT}\n, new.host_ip = new.host_ip`,
    },
  ],
  // mysqldump looks for a delimiter that the body does not hold, and tries the same one for ever.
  'endless-event': () => [
    {
      database: 'rm',
      sql: "create event oms_endless on schedule every 1 year starts '2037-01-01 00:00:00' disable do select ';;' as text",
    },
  ],
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}
