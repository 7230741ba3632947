import type { ClientTool, PanelTool, ToolPair } from '../../procedure/ports/backups.ts'
import type { MetaDbServer } from '../../procedure/ports/metadb.ts'

/** The panel's own dumps, format 1. */
export const PANEL: PanelTool = { flavour: 'panel', version: '1' }

/**
 * Whose client programs a server takes everything from. A client of another family dumps without complaint what the server then refuses:
 * MariaDB's gives values for generated columns, which MySQL answers with 3105, and both write headers that OceanBase does not know.
 */
const OF_ITS_FAMILY: Record<MetaDbServer['flavour'], ClientTool['flavour'] | null> = {
  mysql: 'mysql',
  mariadb: 'mariadb',
  oceanbase: null,
}

export interface FoundTools {
  dumps: ClientTool[]
  restores: ClientTool[]
}

/** Two of the server's own family, or the panel itself: whatever else is installed is never tried on a MetaDB. */
export function fittingTools({ dumps, restores }: FoundTools, { flavour }: Pick<MetaDbServer, 'flavour'>): ToolPair {
  const family = OF_ITS_FAMILY[flavour]
  const [dump, restore] = [dumps, restores].map((tools) => tools.find((tool) => tool.flavour === family))
  return dump === undefined || restore === undefined ? { dump: PANEL, restore: PANEL } : { dump, restore }
}
