import type { ContainerChoice } from '../contract/installation.ts'
import { parseImageReference } from '../domain/image-reference.ts'
import type { ServiceContext } from './service-context.ts'

/** An image whose last name is oms or oms-ce; containers of bare image ids cannot be told by their name. */
export function looksLikeOms(image: string): boolean {
  try {
    return /^oms(-[a-z0-9]+)?$/.test(parseImageReference(image).path.split('/').at(-1) ?? '')
  } catch {
    return false
  }
}

/** Every container of the engine, what looks like a running OMS first. */
export async function listContainers({ store, world }: ServiceContext): Promise<ContainerChoice[]> {
  const [summaries, nodes] = await Promise.all([
    world.docker.listContainers(),
    store.node.findMany({
      where: { installation: { archivedAt: null } },
      select: { containerId: true, installation: { select: { name: true } } },
    }),
  ])
  const adopted = new Map(nodes.map((node) => [node.containerId, node.installation.name]))
  const rank = (choice: ContainerChoice) => (choice.looksLikeOms ? 0 : 2) + (choice.state === 'running' ? 0 : 1)
  return summaries
    .map(({ id, name, image, state }) => ({
      id,
      name,
      image,
      state,
      looksLikeOms: looksLikeOms(image),
      adoptedAs: adopted.get(id) ?? null,
    }))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
}
