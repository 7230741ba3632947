import type { Readers, World, Writers } from '../../server/procedure/context.ts'

export interface Watcher {
  /** The call goes out when this is done. */
  sending(call: string): Promise<void>
  sent(call: string): void
  answered(call: string): void
}

type Method = (...args: unknown[]) => unknown

/** The same object, telling of every call. Methods stay bound to the original, because adapters have private fields. */
function watched<T extends object>(port: string, target: T, watcher: Watcher, onResult: (method: string, result: unknown) => unknown): T {
  return new Proxy(target, {
    get(_, key) {
      const value: unknown = Reflect.get(target, key)
      if (typeof value !== 'function' || typeof key !== 'string') return value
      return async (...args: unknown[]) => {
        const call = `${port}.${key}`
        await watcher.sending(call)
        watcher.sent(call)
        const result = await (value as Method).apply(target, args)
        watcher.answered(call)
        return onResult(key, result)
      }
    },
  })
}

const asItIs = (_: string, result: unknown) => result

/** Every port of the world, watched; connections that a port opens are watched too. */
export function watchedWorld(world: World, watcher: Watcher): World {
  const connection = (port: string) => (method: string, result: unknown) =>
    method === 'open' && typeof result === 'object' && result !== null ? watched(port, result, watcher, asItIs) : result
  const ports = <Ports extends Pick<Readers, keyof Writers>>(given: Ports): Ports => ({
    ...given,
    docker: watched('docker', given.docker, watcher, asItIs),
    metaDbs: watched('metaDbs', given.metaDbs, watcher, connection('metaDb')),
    consoles: watched('consoles', given.consoles, watcher, connection('console')),
    backups: watched('backups', given.backups, watcher, asItIs),
  })
  return { ...world, ...ports(world), writers: (permit) => ports(world.writers(permit)) }
}
