import type { SandboxState } from '../sandbox/state.ts'
import { consoleFaults } from './console-faults.ts'
import { diskFaults } from './disk-faults.ts'
import { dockerFaults } from './docker-faults.ts'
import { engineFaults } from './engine-faults.ts'
import { initFaults } from './init-faults.ts'
import { metaDbFaults } from './metadb-faults.ts'
import { panelFaults } from './panel-faults.ts'
import { peopleFaults } from './people-faults.ts'
import { planFaults } from './plan-faults.ts'
import { rollbackFaults } from './rollback-faults.ts'
import type { Row } from './row.ts'

export interface FaultRow extends Pick<Row, 'kind' | 'fault' | 'moment' | 'expected'> {
  /** Part of every test run. */
  isInSample: boolean
  /** What came of it in words, and what is wrong with it: empty where all is as expected. */
  run(sandbox: SandboxState): Promise<{ result: string; wrongs: string[] }>
}

export const faultRows: FaultRow[] = [
  ...planFaults,
  ...metaDbFaults,
  ...diskFaults,
  ...engineFaults,
  ...dockerFaults,
  ...consoleFaults,
  ...initFaults,
  ...rollbackFaults,
  ...peopleFaults,
  ...panelFaults,
]
