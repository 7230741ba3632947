const COMPOSE = 'com.docker.compose.'
const OTHER_OWNERS = { 'com.docker.swarm.service.name': 'Docker Swarm', 'io.kubernetes.pod.name': 'Kubernetes' }

/** By which Docker Compose knows the containers of its projects, to recreate and to remove them. */
export function isOwnershipLabel(name: string): boolean {
  return name.startsWith(COMPOSE)
}

/** Who else looks after a container, by the labels that it was made with; null: only the people of its host. */
export function containerOwner(labels: Record<string, string>): { kind: 'compose' | 'orchestrator'; name: string } | null {
  for (const [label, owner] of Object.entries(OTHER_OWNERS)) {
    if (labels[label] !== undefined) return { kind: 'orchestrator', name: `${owner}: ${labels[label]}` }
  }
  const isComposed = Object.keys(labels).some(isOwnershipLabel)
  return isComposed ? { kind: 'compose', name: labels[`${COMPOSE}project`] ?? '' } : null
}
