import type { StepState } from '@/server/contract/job.ts'

/** Only a text that hands over a value to enter asks a person to act; every other one tells what the step itself waits for. */
export function waitsForPerson(state: StepState): boolean {
  return isMoving(state) && state.waitingFor?.params?.value !== undefined
}

function isMoving({ status }: StepState): boolean {
  return status === 'running' || status === 'verifying'
}
