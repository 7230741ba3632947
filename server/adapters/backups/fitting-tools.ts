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
