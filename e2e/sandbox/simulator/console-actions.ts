import type {
  ConsoleProject,
  ConsoleServer,
  Envelope,
  Loose,
  ProjectComponent,
  SystemParameter,
  SystemParameterUpdated,
} from './console-shapes.ts'
import type { OmsContext } from './oms-context.ts'

type Outcome = Partial<Envelope<unknown>> | { error: { code: string; message: string; proposal: string } }
type Run = (oms: OmsContext, input: Map<string, unknown>) => Promise<Outcome>

const refused = (code: string, message: string, proposal: string): Outcome => ({ error: { code, message, proposal } })

const listSystemParameters: Run = async ({ metaDb }, input) => {
  const page = pageOf(input, 10)
  const search = `%${text(input, 'name').replace(/[\\%_]/g, '\\$&')}%`
  const where = 'from oms_normal_config where cfg_name like ?'
  const rows = await metaDb.rm.rows(
    `select id, cfg_name, cfg_value, description, cast(gmt_modified as char) as modified ${where} order by cfg_name desc limit ? offset ?`,
    [search, page.size, page.offset],
  )
  const [total] = await metaDb.rm.rows(`select count(*) as total ${where}`, [search])
  const data = rows.map(
    (row): SystemParameter => ({
      id: Number(row.id),
      name: String(row.cfg_name),
      value: String(row.cfg_value),
      description: String(row.description ?? ''),
      gmtModified: String(row.modified),
    }),
  )
  return { data, pageNumber: page.number, pageSize: String(page.size) as Loose<number>, totalCount: Number(total?.total ?? 0) }
}

const updateSystemParameter: Run = async ({ metaDb }, input) => {
  const name = text(input, 'name')
  const value = input.get('value')
  if (typeof value !== 'string') return refused('INVALID_PARAMETER', 'value is not a text.', 'Send the value as a text.')
  if (name === 'ha.config' && !isJsonObject(value)) {
    return refused('INVALID_PARAMETER', 'The value of ha.config is not a JSON object.', 'Correct the value.')
  }
  const found = await metaDb.rm.rows('select id from oms_normal_config where cfg_name = ?', [name])
  if (found.length === 0) return refused('NOT_FOUND', `System parameter ${name} does not exist.`, 'Check the name.')
  await metaDb.rm.write('update oms_normal_config set cfg_value = ?, gmt_modified = now() where cfg_name = ?', [value, name])
  const data: SystemParameterUpdated = 'true'
  return { success: 'true', data, totalCount: 1 }
}

const listServers: Run = async ({ metaDb }) => {
  const rows = await metaDb.cm.rows(
    'select h.ip, h.host_status, h.region, h.cpu_percent, h.memory_percent, h.disk_percent, g.name from host h left join resource_group g on g.id = h.resource_group_id order by h.ip',
  )
  const data = rows.map(
    (row): ConsoleServer => ({
      ip: String(row.ip),
      region: String(row.region),
      memory: String(row.memory_percent),
      cpu: String(row.cpu_percent),
      disk: String(row.disk_percent),
      status: row.host_status === 'ONLINE' ? 'ONLINE' : 'DOWN',
      type: String(row.name ?? 'default'),
      usage: '43',
      upperLimit: 80,
    }),
  )
  return { data, pageSize: 100, totalCount: String(data.length) as Loose<number> }
}

const listProjects: Run = async ({ metaDb }, input) => {
  const page = pageOf(input, 10)
  const rows = await metaDb.rm.rows(
    'select id, project_name, project_status, project_type, owner from oms_project order by id limit ? offset ?',
    [page.size, page.offset],
  )
  const [total] = await metaDb.rm.rows('select count(*) as total from oms_project')
  const data = rows.map(
    (row): ConsoleProject => ({
      id: `np_${row.id}`,
      name: String(row.project_name),
      status: String(row.project_status),
      type: String(row.project_type),
      owner: String(row.owner),
    }),
  )
  return { data, pageNumber: String(page.number) as Loose<number>, pageSize: page.size, totalCount: Number(total?.total ?? 0) }
}

const describeProjectComponents: Run = async ({ metaDb }, input) => {
  const id = Number(text(input, 'id').replace(/^np_/, ''))
  const rows = await metaDb.rm.rows(
    'select component_name, component_type, host_ip, status, message from oms_project_component where project_id = ? order by id',
    [Number.isInteger(id) ? id : 0],
  )
  if (rows.length === 0) return refused('NOT_FOUND', `Project ${text(input, 'id')} does not exist.`, 'Check the id.')
  const data = rows.map(
    (row): ProjectComponent => ({
      componentId: String(row.component_name),
      type: row.component_type as ProjectComponent['type'],
      serverIp: String(row.host_ip),
      status: String(row.status),
      message: row.message === null ? null : String(row.message),
    }),
  )
  return { data, totalCount: data.length }
}

/** The actions of POST /api/v2 by name. */
export const consoleActions = new Map<string, Run>([
  ['ListSystemParameters', listSystemParameters],
  ['UpdateSystemParameter', updateSystemParameter],
  ['ListServers', listServers],
  ['ListProjects', listProjects],
  ['DescribeProjectComponents', describeProjectComponents],
])

function text(input: Map<string, unknown>, name: string): string {
  const value = input.get(name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function pageOf(input: Map<string, unknown>, size: number): { number: number; size: number; offset: number } {
  const whole = (name: string, otherwise: number) => {
    const value = Number(text(input, name))
    return Number.isInteger(value) && value > 0 ? Math.min(value, 500) : otherwise
  }
  const number = whole('pageNumber', 1)
  const pageSize = whole('pageSize', size)
  return { number, size: pageSize, offset: (number - 1) * pageSize }
}

function isJsonObject(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
  } catch {
    return false
  }
}
