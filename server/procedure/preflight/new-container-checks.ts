import { isStopped } from '../../domain/is-stopped.ts'
import { JOB_LABEL } from '../../domain/job-label.ts'
import { type Check, finding, type PreflightInput } from './check.ts'

const newName: Check<PreflightInput> = {
  id: 'new-name',
  needs: ['engine'],
  async look({ world, options }) {
    const params = { name: options.newContainerName }
    const taken = await world.docker.container(options.newContainerName)
    if (taken === 'missing') return [finding('new-name', 'nameFree', 'ok', { params })]
    const jobId = taken.labels[JOB_LABEL]
    const more = { ...params, state: taken.state, image: taken.spec.Image }
    const field = 'options.newContainerName'
    return [finding('new-name', 'nameTaken', 'blocking', { params: more, field, ...(jobId === undefined ? {} : { jobId }) })]
  },
}

/** Host networking: another running container on the same address would hold the ports that the new OMS needs. */
const ports: Check = {
  id: 'ports',
  needs: ['old'],
  async look({ world, installation }) {
    const others: string[] = []
    for (const summary of await world.docker.listContainers()) {
      if (summary.id === installation.node.containerId || isStopped(summary.state)) continue
      if (summary.networkMode !== null && summary.networkMode !== 'host') continue
      const other = await world.docker.container(summary.id)
      if (other === 'missing' || other.spec.HostConfig.NetworkMode !== 'host') continue
      if (other.spec.Env.includes(`OMS_HOST_IP=${installation.node.hostIp}`)) others.push(other.name)
    }
    if (others.length > 0)
      return [finding('ports', 'portsShared', 'blocking', { params: { containers: others.join(', '), ip: installation.node.hostIp } })]
    return [finding('ports', 'ports', 'ok', { params: { ip: installation.node.hostIp } })]
  },
}

/** After the stop the panel looks at the ports of the node itself, so an address in front of it is said before T1. */
const consoleAddress: Check = {
  id: 'console-address',
  async look({ installation }) {
    const { hostname } = new URL(installation.console.url)
    const { hostIp } = installation.node
    if (hostname === hostIp) return []
    return [finding('console-address', 'consoleElsewhere', 'note', { params: { console: hostname, ip: hostIp } })]
  },
}

/** What matters whatever the new container will be. */
export const SITE_CHECKS: Check[] = [ports, consoleAddress]
export const NEW_CONTAINER_CHECKS: Check<PreflightInput>[] = [newName, ...SITE_CHECKS]
