import type { StepId } from '@/server/contract/steps.ts'

/** Key below `live.where`: what a step works on. */
type StepPlace = 'everything' | 'engine' | 'oldContainer' | 'newContainer' | 'metadb' | 'dumps' | 'oms'

const PLACES: Record<StepId, StepPlace> = {
  preflight: 'everything',
  'load-image': 'engine',
  'ha-off': 'oms',
  'stop-old-container': 'oldContainer',
  'trim-heartbeats': 'metadb',
  'back-up-databases': 'metadb',
  'start-new-container': 'newContainer',
  'wait-for-components': 'newContainer',
  'initialize-metadata': 'newContainer',
  'servers-online': 'oms',
  'ha-on': 'oms',
  'closing-note': 'engine',
  'verify-dumps': 'dumps',
  'rollback-preflight': 'everything',
  'restore-beside': 'metadb',
  'swap-databases': 'metadb',
  'undo-preflight': 'everything',
  'swap-back': 'metadb',
  'restart-new-container': 'newContainer',
  'undo-ha-on': 'oms',
  'rollback-ha-off': 'oms',
  'stop-new-container': 'newContainer',
  'save-current-databases': 'metadb',
  'restore-databases': 'metadb',
  'restart-old-container': 'oldContainer',
  'old-servers-online': 'oms',
  'ha-as-before': 'oms',
  'rollback-checklist': 'metadb',
}

/** Where to look when this step does not go on. */
export function stepPlace(id: StepId): StepPlace {
  return PLACES[id]
}
