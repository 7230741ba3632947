import type { RowDataPacket } from 'mysql2/promise'
import type { OmsContext } from './oms-context.ts'

/** A plain page to look at. It shows no account and needs none, because the sandbox listens on a loopback address only. */
export async function consolePage(oms: OmsContext): Promise<string> {
  const { rm, cm } = oms.metaDb
  const servers = await cm.rows('select ip, region, host_status as status, cast(gmt_modified as char) as since from host order by ip')
  const parameters = await rm.rows('select cfg_name as name, cfg_value as value from oms_normal_config order by cfg_name')
  const projects = await rm.rows(
    `select p.project_name as project, p.project_status as status, c.component_type as component, c.status as state, c.message
     from oms_project p join oms_project_component c on c.project_id = p.id order by p.id, c.id`,
  )
  const tickets = await rm.rows('select kind, host_ip as server, cast(stopped_at as char) as stopped, detail from oms_ticket order by id')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>OMS ${html(oms.version)}</title>
<style>body{font:14px system-ui;margin:2rem;max-width:75rem}table{border-collapse:collapse;margin:0 0 2rem}td,th{border:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top;word-break:break-all}</style>
<h1>OceanBase Migration Service ${html(oms.version)}</h1><p>Simulator of the sandbox on ${html(oms.hostIp)}</p>
<h2>Servers</h2>${table(servers)}<h2>System parameters</h2>${table(parameters)}<h2>Projects</h2>${table(projects)}<h2>Tickets</h2>${table(tickets)}</html>`
}

function table(rows: RowDataPacket[]): string {
  const [first] = rows
  if (first === undefined) return '<p>None.</p>'
  const head = Object.keys(first)
  const cells = rows.map((row) => `<tr>${head.map((name) => `<td>${html(String(row[name] ?? ''))}</td>`).join('')}</tr>`)
  return `<table><tr>${head.map((name) => `<th>${html(name)}</th>`).join('')}</tr>${cells.join('')}</table>`
}

function html(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
}
