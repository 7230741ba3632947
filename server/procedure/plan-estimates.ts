import { type Said, say } from '../contract/said.ts'
import type { StepTimes } from '../contract/step-times.ts'
import type { UpgradeStepId } from '../contract/steps.ts'
import { byteSize } from '../domain/byte-size.ts'

export interface Measured {
  archiveBytes: number
  imageOnEngine: boolean
  databaseBytes: number
  earlier: StepTimes
}

export interface Estimate {
  seconds: number
  source: Said
}

// Measured on two cores; a real host is seldom slower.
const LOAD_BYTES_PER_SECOND = 50e6
const DUMP_BYTES_PER_SECOND = 120e6

const SIZED = new Set<UpgradeStepId>(['load-image', 'back-up-databases'])

function fixed(seconds: number): Estimate {
  return { seconds, source: say('steps.estimate.usual') }
}

/** How long a step should take and where that number comes from: by sizes where there are any, else as it was before, else as is usual. */
export function planEstimate(id: UpgradeStepId, measured: Measured): Estimate {
  const estimate = bySizesOrUsual(id, measured)
  const before = measured.earlier[id]
  if (before === undefined || SIZED.has(id)) return estimate
  return { seconds: Math.max(1, Math.ceil(before.seconds)), source: say('steps.estimate.earlier', { count: before.runs }) }
}

function bySizesOrUsual(id: UpgradeStepId, { archiveBytes, imageOnEngine, databaseBytes }: Measured): Estimate {
  switch (id) {
    case 'preflight':
      return fixed(10)
    case 'load-image':
      if (imageOnEngine) return { seconds: 0, source: say('steps.estimate.imageThere') }
      return {
        seconds: Math.ceil(5 + archiveBytes / LOAD_BYTES_PER_SECOND),
        source: say('steps.estimate.archive', { size: byteSize(archiveBytes) }),
      }
    case 'ha-off':
      return fixed(5)
    case 'stop-old-container':
      return fixed(30)
    case 'trim-heartbeats':
      return fixed(5)
    case 'back-up-databases':
      return {
        seconds: Math.ceil(5 + databaseBytes / DUMP_BYTES_PER_SECOND),
        source: say('steps.estimate.databases', { size: byteSize(databaseBytes) }),
      }
    case 'start-new-container':
      return fixed(10)
    case 'wait-for-components':
      return fixed(120)
    case 'initialize-metadata':
      return { seconds: 210, source: say('steps.estimate.document') }
    case 'servers-online':
      return fixed(60)
    case 'ha-on':
      return fixed(5)
    case 'closing-note':
      return fixed(1)
    default:
      return id satisfies never
  }
}
