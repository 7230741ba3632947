import { BY_PANEL, clientInImage } from '../domain/client-command.ts'
import { quoteForShell } from '../domain/quote-for-shell.ts'
import type { InstallationAccess } from './installation-access.ts'
import type { DumpTool } from './ports/backups.ts'

/** How a MySQL client signs in, as a person would type it, without the password. */
export function signInOptions({ host, port, user }: InstallationAccess['metaDb']): string {
  return `-h${host} -P${port} -u${quoteForShell(user)} -p[secret]`
}

/** What a client does where it is: by its name, as the image that has it would be called, or with the word that the panel does it. */
export function byClient(program: 'mysql' | 'mysqldump', tool: DumpTool | undefined, rest: string): string {
  if (tool?.flavour === 'panel') return `${program} ${rest}${BY_PANEL}`
  return `${tool?.image === undefined ? program : clientInImage(program, tool.image.name)} ${rest}`
}

/** How the installation's driver changes ha.config. */
export function parameterCommands({ console, databases }: Pick<InstallationAccess, 'console' | 'databases'>, wish: string): string[] {
  const { driver, url, actions, calls } = console
  if (driver === 'console') return [`POST ${url}/api/v2?Action=${actions.updateSystemParameter} {"name":"ha.config","value":"… ${wish} …"}`]
  if (driver === 'learned' && calls !== null) return [`${calls.change.method} ${url}${calls.change.path} ha.config: … ${wish} …`]
  if (driver === 'metadb')
    return [
      `update \`${databases.rm}\`.oms_normal_config set cfg_value = '… ${wish} …' where cfg_name = 'ha.config' and cfg_value = '<as read>'`,
    ]
  return [`${url} > System Management > System Parameters > ha.config: ${wish}`]
}

/** How the installation's driver asks the console for its servers. */
export function serversCommand({ driver, url, actions, calls }: InstallationAccess['console']): string {
  if (driver === 'learned' && calls !== null) return `${calls.servers.call.method} ${url}${calls.servers.call.path}`
  return `POST ${url}/api/v2?Action=${actions.listServers} {}`
}
