import type Docker from 'dockerode'
import type { SandboxState } from './state.ts'

// A container with a network of its own cannot reach a MetaDB on the host's loopback address: it gets the network's gateway instead.

type Site = Pick<SandboxState, 'index' | 'hostIp' | 'name' | 'traits'>

export function networkName({ name }: Site): string {
  return `oms-sandbox-${name}`
}

/** The address of OMS: one of the host's own, or a fixed one of its network. */
export function omsAddress(state: Site): string {
  return state.traits.includes('own-network') ? `10.213.${state.index}.11` : state.hostIp
}

/** Where OMS finds the MetaDB. */
export function metaDbHost(state: Site): string {
  return state.traits.includes('own-network') ? `10.213.${state.index}.1` : '127.0.0.1'
}

/** Makes the network of the site, or removes one that an earlier site had. */
export async function arrangeNetwork(state: Site, docker: Docker): Promise<void> {
  const name = networkName(state)
  const isThere = (await docker.listNetworks({ filters: { name: [name] } })).some((network) => network.Name === name)
  const isWanted = state.traits.includes('own-network')
  if (isThere && !isWanted) await docker.getNetwork(name).remove()
  if (isThere || !isWanted) return
  const Config = [{ Subnet: `10.213.${state.index}.0/24`, Gateway: metaDbHost(state) }]
  await docker.createNetwork({ Name: name, Driver: 'bridge', IPAM: { Driver: 'default', Config }, CheckDuplicate: true })
}
