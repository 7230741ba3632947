import path from 'node:path'
import type { UpgradeStepId } from '../contract/steps.ts'
import { quoteForShell } from '../domain/quote-for-shell.ts'
import { allDatabases } from './all-databases.ts'
import type { InstallationAccess } from './context.ts'

interface Subject {
  installation: InstallationAccess
  archive: string | null
  newName: string
  dockerRun: string
  perceives: boolean
}

function client(program: string, { host, port, user }: InstallationAccess['metaDb']): string {
  return `${program} -h${host} -P${port} -u${quoteForShell(user)} -p[secret]`
}

function parameterCommands({ driver, url, actions }: InstallationAccess['console'], rm: string, wish: string): string[] {
  if (driver === 'console') return [`POST ${url}/api/v2?Action=${actions.updateSystemParameter} {"name":"ha.config","value":"… ${wish} …"}`]
  if (driver === 'metadb')
    return [`update \`${rm}\`.oms_normal_config set cfg_value = '… ${wish} …' where cfg_name = 'ha.config' and cfg_value = '<as read>'`]
  return [`${url} > System Management > System Parameters > ha.config: ${wish}`]
}

/** The exact command or request that each step stands for, in the order of their execution. */
export function planCommands(id: UpgradeStepId, { installation, archive, newName, dockerRun, perceives }: Subject): string[] {
  const { metaDb, databases, node, console, backupFolder } = installation
  switch (id) {
    case 'preflight':
      return []
    case 'load-image':
      return archive === null ? [] : [`docker load -i ${quoteForShell(archive)}`]
    case 'ha-off':
      return parameterCommands(console, databases.rm, '"enable":false')
    case 'stop-old-container':
      return [`docker update --restart=no ${node.containerName}`, `docker stop ${node.containerName}`]
    case 'trim-heartbeats':
      return databases.heartbeats.flatMap((database) => [
        `${client('mysql', metaDb)} -D${quoteForShell(database)}`,
        'select max(id) from heatbeat_sequence; delete from heatbeat_sequence where id < <that id>; commit;',
      ])
    case 'back-up-databases':
      return allDatabases(databases).map(
        (database) =>
          `${client('mysqldump', metaDb)} --triggers=false ${quoteForShell(database)} > ${quoteForShell(path.join(backupFolder, '<job>', `${database}.sql`))}`,
      )
    case 'start-new-container':
      return [dockerRun]
    case 'wait-for-components':
      return [`docker exec ${newName} supervisorctl status`]
    case 'initialize-metadata':
      return [`docker exec ${newName} bash /root/docker_init.sh`]
    case 'servers-online':
      return [
        console.driver === 'console'
          ? `POST ${console.url}/api/v2?Action=${console.actions.listServers} {}`
          : `select ip, host_status from \`${databases.cm}\`.host`,
      ]
    case 'ha-on':
      return parameterCommands(
        console,
        databases.rm,
        perceives ? '"enable":true, "perceiveStoreClientCheckpoint":true' : '"enable":true, "refetchStoreIntervalMin":<more than T2 - T1>',
      )
    case 'closing-note':
      return []
    default:
      return id satisfies never
  }
}
