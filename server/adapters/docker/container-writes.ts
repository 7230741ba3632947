import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { DockerWriter } from '../../procedure/ports/engine.ts'
import type { ContainerReads } from './container-reads.ts'
import { CreatedAnswer } from './engine-answers.ts'
import type { EngineClient } from './engine-client.ts'
import { readAnswer } from './read-answer.ts'

/** Beyond the grace that a stop gives: the engine still has to kill and tidy up. */
const STOP_MARGIN_SECONDS = 120
const START_SECONDS = 120

/** The engine says only that there is a conflict; where a name was asked for, it is taken. */
function nameTaken(name: string): (cause: unknown) => never {
  return (cause) => {
    if (!(cause instanceof OperatorError) || cause.problem.code !== 'conflict') throw cause
    const details = { hint: say('docker.containerNameTakenHint'), field: 'newContainerName', cause }
    throw new OperatorError('conflict', say('docker.containerNameTaken', { name }), details)
  }
}

export function containerWrites(
  engine: EngineClient,
  reads: ContainerReads,
): Pick<DockerWriter, 'stop' | 'start' | 'setRestartPolicy' | 'create' | 'rename' | 'remove'> {
  const act = async (
    idOrName: string,
    verb: string,
    details: { query?: Record<string, string | number>; body?: object },
    seconds: number,
  ) => {
    const { id } = await reads.existing(idOrName)
    const answer = await engine.ask({ method: 'POST', path: `/containers/${id}/${verb}`, ...details }, seconds)
    // It was removed between the two requests.
    if (answer === null) await reads.existing(idOrName)
  }
  return {
    stop: (id, { graceSeconds }) => act(id, 'stop', { query: { t: graceSeconds } }, graceSeconds + STOP_MARGIN_SECONDS),
    start: (id) => act(id, 'start', {}, START_SECONDS),
    rename: (id, name) => act(id, 'rename', { query: { name } }, START_SECONDS).catch(nameTaken(name)),
    async remove(idOrName) {
      const { id } = await reads.existing(idOrName)
      const answer = await engine.ask({ method: 'DELETE', path: `/containers/${id}`, query: { v: false, force: false } }, START_SECONDS)
      if (answer === null) await reads.existing(idOrName)
    },
    setRestartPolicy: (id, policy) => act(id, 'update', { body: { RestartPolicy: policy ?? { Name: 'no' } } }, START_SECONDS),
    async create(name, spec) {
      const answer = await engine
        .ask({ method: 'POST', path: '/containers/create', query: { name }, body: spec }, START_SECONDS)
        .catch(nameTaken(name))
      if (answer === null) {
        throw new OperatorError('not-found', say('docker.imageMissing', { image: spec.Image }), { hint: say('docker.imageMissingHint') })
      }
      return readAnswer(CreatedAnswer, answer, engine.address).Id
    },
  }
}
