import { clientInImage } from '../domain/client-command.ts'
import { quoteForShell } from '../domain/quote-for-shell.ts'
import type { InstallationAccess } from './installation-access.ts'
import type { DumpTool } from './ports/backups.ts'

/** The call of a MySQL client as a person would type it, without the password. */
export function clientCommand(program: string, { host, port, user }: InstallationAccess['metaDb']): string {
  return `${program} -h${host} -P${port} -u${quoteForShell(user)} -p[secret]`
}

/** A client where it is: by its name, or as the image that has it would be called. */
export function clientProgram(program: 'mysql' | 'mysqldump', tool: DumpTool | undefined): string {
  const image = tool === undefined || tool.flavour === 'panel' ? undefined : tool.image
  return image === undefined ? program : clientInImage(program, image.name)
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
