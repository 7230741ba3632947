import { createHash } from 'node:crypto'

type Cell = string | number | null

export interface SeedTable {
  database: 'rm' | 'cm' | 'heartbeat'
  table: string
  columns: string[]
  rows: Cell[][]
}

export interface SeedOptions {
  version: string
  hostIp: string
  region: string
  heartbeatRows: number
  account: { name: string; password: string }
  /** A server that was replaced months ago and never taken out of the tables. */
  hasReplacedHost?: boolean
}

const REPLACED_HOST = '10.20.99.7'

/** Older shape: perceiveStoreClientCheckpoint is not there yet. */
const HA_CONFIG =
  '{"enable":true,"enableHost":false,"enableStore":true,"enableConnector":true,"enableJdbcWriter":true,"subtopicStoreNumberThreshold":5,"checkRequestIntervalSec":600,"checkJdbcWriterIntervalSec":600,"checkHostDownIntervalSec":540,"checkModuleExceptionIntervalSec":240,"clearAbnormalResourceHours":72,"refetchStoreIntervalMin":30}'

const PARAMETERS: [string, string, string][] = [
  ['ha.config', HA_CONFIG, 'High availability of Store, Connector and JDBCWriter'],
  ['ha.config.audit.enable', 'false', 'Writes every change of ha.config to the audit log'],
  ['oms.captcha.enable', 'false', 'Asks for a captcha at sign-in'],
  ['precheck.timeout.second', '600', 'Time limit of a pre-check'],
  ['project.expire.day', '7', 'Days until a released project is removed'],
  ['store.topic.default.port', '17001', 'First port of a Store'],
  ['ops.server.usage.limit', '80', 'Upper limit of a server, in percent'],
]

const PROJECTS: [name: string, status: string, type: string][] = [
  ['orders_mysql_to_ob', 'RUNNING', 'MIGRATION'],
  ['billing_oracle_to_ob', 'RUNNING', 'MIGRATION'],
  ['customers_ob_to_kafka', 'RUNNING', 'SYNC'],
  ['inventory_ob_to_datahub', 'SUSPENDED', 'SYNC'],
  ['archive_db2_to_ob', 'SUSPENDED', 'MIGRATION'],
  ['risk_events_ob_to_rocketmq', 'RUNNING', 'SYNC'],
  ['loyalty_mysql_to_ob', 'FINISHED', 'MIGRATION'],
  ['ledger_ob_to_ob', 'ERROR', 'MIGRATION'],
  ['结算_ob_to_oracle', 'RUNNING', 'MIGRATION'],
]

const STATUS_OF_COMPONENTS: Record<string, string> = { RUNNING: 'RUNNING', SUSPENDED: 'SUSPENDED', FINISHED: 'FINISHED', ERROR: 'ERROR' }

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))

/** Rows of a lived-in OMS: some tens of thousands, mostly logs and checkpoints. The same options give the same rows. */
export function seedRows(options: SeedOptions): SeedTable[] {
  const { hostIp, region } = options
  const passwordHash = createHash('sha256').update(options.account.password).digest('hex')
  const components = PROJECTS.flatMap(([, status, type], index) =>
    ['STORE', type === 'SYNC' ? 'CONNECTOR' : 'JDBC_WRITER', 'CHECKER'].map((kind): Cell[] => [
      index + 1,
      kind,
      `${hostIp}-${kind.toLowerCase()}-${7100 + index}`,
      hostIp,
      STATUS_OF_COMPONENTS[status] ?? status,
      status === 'ERROR' && kind === 'STORE' ? 'The log position is no longer on the source' : null,
    ]),
  )
  return [
    table('rm', 'oms_version', 'version gmt_modified', [
      ['3.2.1', '2023-01-10 09:00:00'],
      [options.version, '2023-09-02 09:00:00'],
    ]),
    table('rm', 'oms_normal_config', 'cfg_name cfg_value description', PARAMETERS),
    table('rm', 'cluster_info', 'region region_cn cm_url code is_default_cm', [[region, '默认地域', `http://${hostIp}:8088`, 0, 1]]),
    table('rm', 'oms_user', 'account password_hash role', [
      [options.account.name, passwordHash, 'ADMIN'],
      ['viewer', '0'.repeat(64), 'VIEWER'],
    ]),
    table(
      'rm',
      'oms_endpoint',
      'name kind ip port',
      times(18, (n) => [`endpoint_${n + 1}`, n % 2 === 0 ? 'MYSQL' : 'OB_MYSQL', `10.20.0.${n + 1}`, 3306]),
    ),
    table(
      'rm',
      'oms_project',
      'project_name project_status project_type source_id sink_id owner owner_dept',
      PROJECTS.map((project, n) => [...project, n * 2 + 1, n * 2 + 2, 'admin', n % 3 === 0 ? null : `department ${n % 3}`]),
    ),
    table('rm', 'oms_sync_project', 'project_id sync_mode topic', [
      [3, 'INCREMENTAL', 'customers_topic'],
      [4, 'FULL_INCREMENTAL', 'inventory_topic'],
      [6, 'INCREMENTAL', 'risk_topic'],
    ]),
    table('rm', 'oms_project_component', 'project_id component_type component_name host_ip status message', components),
    table(
      'rm',
      'oms_project_log',
      'project_id level message',
      times(12_000, (n) => [
        (n % PROJECTS.length) + 1,
        n % 97 === 0 ? 'WARN' : 'INFO',
        `step ${n}: it's "done"; 已完成 \\ ${'x'.repeat(n % 80)}`,
      ]),
    ),
    table(
      'rm',
      'oms_checkpoint_history',
      'component_id checkpoint_at delay_ms',
      times(20_000, (n) => [(n % components.length) + 1, `2024-03-${String(1 + (n % 28)).padStart(2, '0')} 08:00:00`, n % 900]),
    ),
    table('rm', 'oms_legacy_alarm', 'alarm_name receiver', [
      ['store delay', 'dba@example.com'],
      ['host down', 'dba@example.com'],
      ['checker difference', null],
    ]),
    table('cm', 'resource_group', 'id name', [[1, 'default']]),
    table('cm', 'host', 'ip host_status resource_group_id region heartbeat_port cpu_percent memory_percent disk_percent', [
      [hostIp, 'DOWN', 1, region, 9000, '12.50', '41.20', '37.00'],
      ...(options.hasReplacedHost ? [[REPLACED_HOST, 'DOWN', 1, region, 9000, '0.00', '0.00', '91.00']] : []),
    ]),
    table('cm', 'config_job', 'key value', [
      ['heartbeat.down.second', '540'],
      ['store.max.per.host', '5'],
    ]),
    table(
      'cm',
      'host_metric',
      'host_ip metric reading',
      times(8_000, (n) => [hostIp, ['cpu', 'memory', 'disk'][n % 3] ?? 'cpu', (n % 1000) / 10]),
    ),
    table(
      'cm',
      'cm_task_log',
      'task_name result detail',
      times(4_000, (n) => [`schedule_${n % 12}`, n % 211 === 0 ? 'FAILED' : 'OK', `{"attempt":${n}}`]),
    ),
    table('heartbeat', 'heart_beat', 'task_type task_name host_ip payload', [['CM', 'cm_scheduler', hostIp, '{"leader":true}']]),
    ...(options.hasReplacedHost
      ? [
          table('heartbeat', 'heart_beat', 'task_type task_name host_ip gmt_created gmt_modified', [
            ['HOST', 'supervisor', REPLACED_HOST, '2023-01-10 09:00:00', '2023-06-30 22:14:03'],
          ]),
        ]
      : []),
    table(
      'heartbeat',
      'heatbeat_sequence',
      'id',
      times(options.heartbeatRows, (n) => [4_800_001 + n]),
    ),
  ]
}

function table(database: SeedTable['database'], name: string, columns: string, rows: Cell[][]): SeedTable {
  return { database, table: name, columns: columns.split(' '), rows }
}
