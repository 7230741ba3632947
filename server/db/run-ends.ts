import type { Prisma } from './generated/client.ts'

/** Of a run what says when OMS stopped and came back: domain/down-windows.ts. */
export const RUN_ENDS = {
  number: true,
  kind: true,
  attempts: { select: { stepId: true, status: true, endedAt: true }, orderBy: { sequence: 'asc' } },
} satisfies Prisma.RunSelect
