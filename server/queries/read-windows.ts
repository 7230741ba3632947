import { ApprovalPolicy } from '../contract/approval.ts'
import type { WindowSpec, WindowsReading } from '../contract/maintenance-window.ts'
import { say } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import type { Store } from '../db/open-store.ts'
import { nextOpenTimes, windowState } from '../domain/maintenance-windows.ts'
import { OperatorError } from '../errors.ts'
import { windowRules } from './start-facts.ts'

const NEXT = 6

/** When upgrades of an installation may start, and whether they need an approval. Codes: not-found. */
export async function readWindows(store: Store, installationId: string, now: Date): Promise<WindowsReading> {
  const row = await store.installation.findUnique({
    where: { id: installationId },
    select: { approvalPolicy: true, timeZone: true, windows: { orderBy: { createdAt: 'asc' } } },
  })
  if (row === null) throw new OperatorError('not-found', say('errors.noInstallation'))
  const rules = windowRules(row)
  return {
    approvalPolicy: ApprovalPolicy.safeParse(row.approvalPolicy).data ?? 'always',
    people: await store.user.count(),
    windows: row.windows.map(({ id, specJson, createdBy, createdAt }) => ({
      id,
      spec: fromJson<WindowSpec>(specJson),
      createdBy,
      createdAt: createdAt.toISOString(),
    })),
    now: windowState(rules, now),
    next: nextOpenTimes(rules, now, NEXT),
    serverNow: now.toISOString(),
  }
}
