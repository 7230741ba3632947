/** What may differ although nothing was lost, and why. */
export interface Exception {
  /** Name of a table, in whichever of the databases it stands. */
  table: string
  /** Only rows that have this text in this column. */
  where?: { column: string; text: string }
  /** Columns that are not compared. */
  columns?: string[]
  /** any: rows are not compared, only counted. added: rows may have come. */
  rows?: 'any' | 'added'
  /** The next number of AUTO_INCREMENT may be higher; never lower. */
  isCounting?: true
  reason: string
}

/** What OMS itself writes while all is well. Everything else has to be as it was. */
export const OMS_LIVES: Exception[] = [
  { table: 'heatbeat_sequence', rows: 'any', isCounting: true, reason: 'a row a heartbeat, and the guide deletes all but the newest' },
  {
    table: 'heart_beat',
    columns: ['gmt_modified', 'beat_no'],
    isCounting: true,
    reason: 'the time of the last heartbeat, and how many there were',
  },
  { table: 'host', columns: ['host_status', 'gmt_modified'], isCounting: true, reason: 'the cluster manager derives it from heartbeats' },
  {
    table: 'component_outage',
    rows: 'added',
    columns: ['ha_on_at', 'settled_at', 'gmt_modified'],
    isCounting: true,
    reason: 'a row an outage',
  },
  {
    table: 'oms_project_component',
    columns: ['status', 'message', 'gmt_modified'],
    reason: 'HA brings components back after an outage',
  },
  {
    table: 'oms_normal_config',
    where: { column: 'cfg_name', text: 'ha.config' },
    columns: ['cfg_value', 'gmt_modified'],
    reason: 'ha.config is compared by itself, as JSON',
  },
  { table: 'oms_ticket', isCounting: true, reason: 'OMS uses up a number where it finds no ticket to write' },
]

/** Their rows never stand still while OMS runs. */
export const TICKING = OMS_LIVES.filter(({ rows }) => rows !== undefined).map(({ table }) => table)
