import type { ClientTool, PanelTool, ToolPair } from '../../procedure/ports/backups.ts'
import type { MetaDbServer } from '../../procedure/ports/metadb.ts'

/** The panel's own dumps, format 1. */
export const PANEL: PanelTool = { flavour: 'panel', version: '1' }

export interface FoundTools {
  dumps: ClientTool[]
  restores: ClientTool[]
}

/** Two of the family that the server takes everything from, or the panel itself: whatever else is installed is never tried on a MetaDB. */
export function fittingTools({ dumps, restores }: FoundTools, { clients }: Pick<MetaDbServer, 'clients'>): ToolPair {
  const [dump, restore] = [dumps, restores].map((tools) => tools.find((tool) => tool.flavour === clients))
  return dump === undefined || restore === undefined ? { dump: PANEL, restore: PANEL } : { dump, restore }
}

/** Those of an image are not older than the server too: what a newer server asks for at sign-in, or says of its tables, they cannot know. */
export function fittingOfImage(found: FoundTools, server: Pick<MetaDbServer, 'clients' | 'version'>): ToolPair {
  const isNewEnough = (tool: ClientTool) => !isOlder(tool.version, server.version)
  return fittingTools({ dumps: found.dumps.filter(isNewEnough), restores: found.restores.filter(isNewEnough) }, server)
}

/** By their first two numbers; what tells none is older. */
function isOlder(client: string, server: string): boolean {
  const [a, b] = [client, server].map((version) => /^(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number))
  if (a === undefined || b === undefined) return true
  const [major = 0, minor = 0] = a
  const [serverMajor = 0, serverMinor = 0] = b
  return major < serverMajor || (major === serverMajor && minor < serverMinor)
}
