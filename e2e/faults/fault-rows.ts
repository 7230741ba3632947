import { consoleFaults } from './console-faults.ts'
import { diskFaults } from './disk-faults.ts'
import { dockerFaults } from './docker-faults.ts'
import { engineFaults } from './engine-faults.ts'
import { findingFaults } from './finding-faults.ts'
import { initFaults } from './init-faults.ts'
import { metaDbFaults } from './metadb-faults.ts'
import { panelFaults } from './panel-faults.ts'
import { peopleFaults } from './people-faults.ts'
import { planFaults } from './plan-faults.ts'
import { rollbackFaults } from './rollback-faults.ts'
import { rollbackGuards } from './rollback-guards.ts'
import type { FaultRow } from './row.ts'
import { schemaFaults } from './schema-faults.ts'
import { siteFaults } from './site-faults.ts'
import { swapFaults } from './swap-faults.ts'
import { undoFaults } from './undo-faults.ts'

export const faultRows: FaultRow[] = [
  ...siteFaults,
  ...planFaults,
  ...metaDbFaults,
  ...diskFaults,
  ...engineFaults,
  ...dockerFaults,
  ...consoleFaults,
  ...initFaults,
  ...schemaFaults,
  ...rollbackFaults,
  ...rollbackGuards,
  ...swapFaults,
  ...undoFaults,
  ...peopleFaults,
  ...panelFaults,
  ...findingFaults,
]
