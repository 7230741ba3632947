import { say } from '../../contract/said.ts'
import { CLIENT_LABEL } from '../../domain/client-label.ts'
import { OperatorError } from '../../errors.ts'
import type { Container, DockerWriter } from '../../procedure/ports/engine.ts'
import { ContainerAnswer, ContainerListAnswer } from './engine-answers.ts'
import type { EngineClient } from './engine-client.ts'
import { readAnswer } from './read-answer.ts'
import { toContainer } from './to-container.ts'

const FULL_ID = /^[0-9a-f]{64}$/

export interface ContainerReads extends Pick<DockerWriter, 'listContainers' | 'container' | 'containersLabelled'> {
  /** As `container`, but a missing one is an error. */
  existing(idOrName: string): Promise<Container>
}

export function containerReads(engine: EngineClient): ContainerReads {
  const list = async (filters: Record<string, string[]> = {}) => {
    const query = { all: true, filters: JSON.stringify(filters) }
    return readAnswer(ContainerListAnswer, await engine.ask({ method: 'GET', path: '/containers/json', query }), engine.address)
  }
  const inspect = async (id: string): Promise<Container | 'missing'> => {
    const answer = await engine.ask({ method: 'GET', path: `/containers/${id}/json` })
    return answer === null ? 'missing' : toContainer(readAnswer(ContainerAnswer, answer, engine.address))
  }
  // Docker's own look-up by name also takes the beginning of an id, so the exact name is looked up in the list.
  const idOf = async (name: string) => (await list()).find((entry) => entry.Names.includes(`/${name}`))?.Id
  const container: DockerWriter['container'] = async (idOrName) => {
    if (FULL_ID.test(idOrName)) {
      const found = await inspect(idOrName)
      if (found !== 'missing') return found
    }
    const id = await idOf(idOrName)
    const found = id === undefined ? 'missing' : await inspect(id)
    return found !== 'missing' && found.name === idOrName ? found : 'missing'
  }

  return {
    container,
    async existing(idOrName) {
      const found = await container(idOrName)
      if (found !== 'missing') return found
      const params = { container: idOrName }
      throw new OperatorError('not-found', say('docker.containerMissing', params), { hint: say('docker.containerMissingHint') })
    },
    async listContainers() {
      // A container that only runs the clients of an OMS image looks like OMS, and is none.
      const all = (await list()).filter((entry) => entry.Labels?.[CLIENT_LABEL] === undefined)
      return all.map((entry) => ({
        id: entry.Id,
        // Names of links from other containers have a second slash.
        name: (entry.Names.find((name) => name.lastIndexOf('/') === 0) ?? entry.Id).replace(/^\//, ''),
        image: entry.Image,
        state: entry.State,
        networkMode: entry.HostConfig?.NetworkMode ?? null,
      }))
    },
    async containersLabelled(label, value) {
      const found = await Promise.all((await list({ label: [`${label}=${value}`] })).map((entry) => inspect(entry.Id)))
      return found.filter((entry) => entry !== 'missing').filter((entry) => entry.labels[label] === value)
    },
  }
}
