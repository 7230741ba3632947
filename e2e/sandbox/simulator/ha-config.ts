export interface HaConfig {
  enable: boolean
  enableStore: boolean
  enableConnector: boolean
  enableJdbcWriter: boolean
  perceiveStoreClientCheckpoint: boolean
  refetchStoreIntervalMin: number
}

/** What ha.config means to OMS: keys that older versions lack have their defaults; only `enable` is the master switch. */
export function haConfig(text: string): HaConfig {
  const raw: unknown = JSON.parse(text)
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw new Error('ha.config is not a JSON object')
  const fields = new Map<string, unknown>(Object.entries(raw))
  const flag = (name: string, otherwise: boolean) => (fields.has(name) ? String(fields.get(name)) === 'true' : otherwise)
  const interval = Number(fields.get('refetchStoreIntervalMin') ?? 30)
  return {
    enable: flag('enable', false),
    enableStore: flag('enableStore', true),
    enableConnector: flag('enableConnector', true),
    enableJdbcWriter: flag('enableJdbcWriter', true),
    perceiveStoreClientCheckpoint: flag('perceiveStoreClientCheckpoint', false),
    refetchStoreIntervalMin: Number.isFinite(interval) ? interval : 30,
  }
}
