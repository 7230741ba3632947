import type { StepState } from '@/server/contract/job.ts'

/** Texts below `waiting.person` ask somebody to act; every other one tells what the step itself waits for. */
export function waitsForPerson(state: StepState): boolean {
  const isMoving = state.status === 'running' || state.status === 'verifying'
  return isMoving && state.waitingFor !== null && state.waitingFor.key.startsWith('waiting.person')
}
