// OMS.md, ha.config: the vendor's example, stopped 16:00 and done 17:00, is 60 + the usual 30 = 90.
const USUAL_MARGIN_MINUTES = 30

/**
 * Minutes for `refetchStoreIntervalMin`: greater than the gap from t1 (old container stopped) to t2 (HA on), with the usual 30 on top,
 * and never lower than `current` (null: the parameter is not set).
 */
export function refetchIntervalMinutes({ t1, t2, current }: { t1: Date; t2: Date; current: number | null }): number {
  // A clock that was set back must not make the gap negative.
  const gapMinutes = Math.max(0, Math.ceil((t2.getTime() - t1.getTime()) / 60_000))
  return Math.max(gapMinutes + USUAL_MARGIN_MINUTES, Math.ceil(current ?? 0))
}
