import type { Plan } from '../../server/contract/plan.ts'
import { Secret } from '../../server/domain/secret.ts'
import { alwaysPermitted } from '../../server/engine/testing/always-permitted.ts'
import type { Acting, UpgradeContext } from '../../server/procedure/context.ts'
import type { Facts, FactValues } from '../../server/procedure/facts.ts'
import type { MetaDbLogin } from '../../server/procedure/ports/metadb.ts'
import type { Sandbox } from '../fixtures/sandbox.ts'
import { realWorld } from './real-world.ts'

interface Subject {
  hostIp: string
  old: { id: string; name: string; imageId: string }
  newName: string
  to: { version: string; image: string; imageId: string }
  databases: { rm: string; cm: string; heartbeats: string[] }
  consoleUrl: string
  facts?: Partial<FactValues>
}

/** One step of an upgrade on the real engine and MetaDB of a sandbox, without a job around it: facts and log are kept in memory. */
export function stepScene({ engine, metaDb, imageFolder }: Pick<Sandbox, 'engine' | 'metaDb' | 'imageFolder'>, subject: Subject) {
  const world = realWorld({ engineHost: engine.host, imageFolder })
  const kept = new Map<string, unknown>(Object.entries(subject.facts ?? {}))
  const lines: string[] = []
  const login: MetaDbLogin = {
    ...{ host: metaDb.host, port: metaDb.port, user: metaDb.admin.user },
    ...{ password: new Secret(metaDb.admin.password), tls: { mode: 'offered' } },
  }
  const { old, newName, hostIp, databases, to } = subject
  const plan: Plan = {
    installation: { id: 'i', name: 'i' },
    node: { hostIp, oldContainer: old, newContainerName: newName },
    from: { version: '3.3.1', image: to.image },
    to: { ...to, architecture: 'amd64', source: { kind: 'engine', reference: to.image } },
    databases,
    consoleDriver: 'metadb',
    storeRecovery: 'refetch-interval',
    backupFolder: '/nowhere',
    steps: [],
    diff: [],
    downtimeSeconds: 0,
    confirmed: [],
  }
  const context: Acting<UpgradeContext> = {
    world,
    writers: world.writers(alwaysPermitted),
    installation: {
      id: 'i',
      name: 'i',
      edition: 'enterprise',
      version: '3.3.1',
      node: { hostIp, containerName: old.name, containerId: old.id },
      databases,
      backupFolder: '/nowhere',
      metaDb: login,
      console: {
        driver: 'metadb',
        url: subject.consoleUrl,
        user: '',
        password: new Secret(''),
        actions: { listSystemParameters: 'A', updateSystemParameter: 'B', listServers: 'C' },
        calls: null,
        databases,
        metaDb: login,
      },
    },
    plan,
    job: { id: `scene${process.pid}`, number: 1 },
    run: 'run',
    attempt: 1,
    facts: factsIn(kept),
    report: { line: (text) => lines.push(text), progress() {}, waitingFor() {}, kept: async () => {} },
  }
  return { context, lines }
}

function factsIn(kept: Map<string, unknown>): Facts {
  return {
    async get<Name extends keyof FactValues>(name: Name) {
      return kept.get(name) as FactValues[Name] | undefined
    },
    async recordOnce<Name extends keyof FactValues>(name: Name, value: FactValues[Name]) {
      if (!kept.has(name)) kept.set(name, value)
      return kept.get(name) as FactValues[Name]
    },
    async replace(name, value) {
      kept.set(name, value)
    },
  }
}
