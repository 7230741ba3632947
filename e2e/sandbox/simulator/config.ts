import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export interface OmsConfig {
  metaDb: { host: string; port: number; user: string; password: string }
  databases: { rm: string; cm: string; heartbeat: string }
  region: string
  ports: { console: number; ghana: number; cm: number; supervisor: number; sshd: number }
  nodes: string[]
}

/** Reads config.yaml as OMS does: numbers may be strings, values may carry YAML tags, and of a key that is there twice the last wins. Throws an Error that names the field. */
export function readConfig(file: string): OmsConfig {
  const raw: unknown = parse(readFileSync(file, 'utf8'), { uniqueKeys: false })
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw new Error('config.yaml is not a mapping')
  const fields = new Map(Object.entries(raw))
  const text = (name: string, fallback?: string): string => {
    const value = fields.get(name) ?? fallback
    if (value === undefined || value === '') throw new Error(`config.yaml lacks ${name}`)
    return String(value)
  }
  const port = (name: string, fallback?: string): number => {
    const value = Number(text(name, fallback))
    if (!Number.isInteger(value) || value < 1 || value > 65_535) throw new Error(`config.yaml: ${name} is not a port`)
    return value
  }
  const nodes: unknown = fields.get('cm_nodes')
  return {
    metaDb: {
      host: text('oms_meta_host'),
      port: port('oms_meta_port'),
      user: text('oms_meta_user'),
      password: text('oms_meta_password'),
    },
    databases: { rm: text('drc_rm_db'), cm: text('drc_cm_db'), heartbeat: text('drc_cm_heartbeat_db') },
    region: text('cm_region', 'default'),
    ports: {
      console: port('nginx_server_port', '8089'),
      ghana: port('ghana_server_port', '8090'),
      cm: port('cm_server_port', '8088'),
      supervisor: port('supervisor_server_port', '9000'),
      sshd: port('sshd_server_port', '2023'),
    },
    nodes: Array.isArray(nodes) ? nodes.map(String) : [],
  }
}
