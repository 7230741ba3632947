import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { MetaDbState, OmsState, SandboxState } from './state.ts'

export const DATABASES = { rm: 'rm_331', cm: 'cm_331', heartbeats: 'cm_hb_331' } as const
export const CONSOLE_PORT = 8089

/** The folders of the three mounts and config.yaml, as the document's container has them. */
export function writeOmsFolders(state: SandboxState, metaDb: MetaDbState): Pick<OmsState, 'folder' | 'binds'> {
  const folder = join(state.folder, 'oms_331')
  for (const mount of ['oms_logs', 'oms_store', 'oms_run']) mkdirSync(join(folder, mount), { recursive: true })
  writeFileSync(join(folder, 'config.yaml'), configYaml(state.hostIp, metaDb), { mode: 0o600 })
  const binds = [
    `${folder}/config.yaml:/home/admin/conf/config.yaml`,
    `${folder}/oms_logs:/home/admin/logs`,
    `${folder}/oms_store:/home/ds/store`,
    `${folder}/oms_run:/home/ds/run`,
  ]
  return { folder, binds }
}

/** With what is met in the field: values under YAML tags, numbers as text, a password that needs quoting. */
function configYaml(hostIp: string, { host, port, user, password }: MetaDbState): string {
  const text = (value: string) => stringify(value, { lineWidth: 0 }).trimEnd()
  return `# OMS configuration of the sandbox
oms_meta_host: ${host}
oms_meta_port: "${port}"
oms_meta_user: ${text(user)}
oms_meta_password: ${text(password)}
drc_rm_db: ${DATABASES.rm}
drc_cm_db: ${DATABASES.cm}
drc_cm_heartbeat_db: ${DATABASES.heartbeats}
cm_url: http://${hostIp}:8088
cm_location: !!str 0
cm_region: default
cm_region_cn: 默认
cm_is_default: !!bool "true"
cm_nodes:
  - ${hostIp}
tsdb_service: INFLUXDB
tsdb_enabled: !!bool "false"
tsdb_url: ""
tsdb_username: ""
tsdb_password: ""
ghana_server_port: !!int "8090"
nginx_server_port: "${CONSOLE_PORT}"
cm_server_port: 8088
supervisor_server_port: !!str 9000
sshd_server_port: "2023"
apsara_audit_sls_endpoint: ""
`
}
