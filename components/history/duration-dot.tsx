import type { DurationPoint } from '@/server/contract/history.ts'

interface DurationDotProps {
  colour: string
  /** Given by the chart. */
  cx?: number
  cy?: number
  payload?: DurationPoint
}

/** A filled circle; an open square where the upgrade was rolled back, so that colour is not the only sign. */
export function DurationDot({ cx, cy, payload, colour }: DurationDotProps) {
  if (cx === undefined || cy === undefined || !Number.isFinite(cy)) return null
  if (!payload?.isRolledBack) return <circle cx={cx} cy={cy} r={3} fill={colour} />
  return <rect data-rolled-back x={cx - 5} y={cy - 5} width={10} height={10} fill="var(--surface)" stroke="var(--warn)" strokeWidth={2} />
}
