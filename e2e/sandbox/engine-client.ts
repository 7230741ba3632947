import Docker from 'dockerode'
import type { EngineState } from './state.ts'

/** dockerode on the sandbox's engine; an engine that is not a socket file is taken from DOCKER_HOST with its certificates. */
export function engineClient(engine: Pick<EngineState, 'socketPath'>): Docker {
  return engine.socketPath === null ? new Docker() : new Docker({ socketPath: engine.socketPath })
}
