import { siteHas } from './site.ts'

const AHEAD = 'interval 8 hour'

/** The moment as OMS writes it, as SQL: where the MetaDB lives in UTC, OMS writes the clock of +08:00 all the same. */
export function omsNow(): string {
  return siteHas('metadb-utc') ? `date_add(now(3), ${AHEAD})` : 'now(3)'
}

/** The moment on the MetaDB's clock of a time that OMS wrote, as SQL. */
export function onMetaDbClock(time: string): string {
  return siteHas('metadb-utc') ? `date_sub(${time}, ${AHEAD})` : time
}
