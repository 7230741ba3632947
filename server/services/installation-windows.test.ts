import { beforeEach, expect, test, vi } from 'vitest'
import { removeWindow } from './remove-window.ts'
import { saveWindow } from './save-window.ts'
import { setApprovalPolicy } from './set-approval-policy.ts'
import { setTimeZone } from './set-time-zone.ts'
import { actions, as, HOUR_MS, later, scene, setApprovalScene, start, told } from './testing/approval-scene.ts'

vi.mock('./draft-plan.ts')
setApprovalScene()

const tuesdays = { kind: 'weekly' as const, weekdays: [2], start: '22:00', minutes: 60 }
beforeEach(() => scene.store.installation.update({ where: { id: scene.installationId }, data: { approvalPolicy: 'never' } }))

test('outside of its windows nothing of an installation starts; in one that is too short only after a confirmation', async () => {
  await saveWindow(as(scene.otto), { installationId: scene.installationId, windowId: null, spec: tuesdays })
  expect(await told(start(scene.otto))).toBe('not.outsideWindow')
  later(2 * HOUR_MS + 55 * 60_000)
  expect(await told(start(scene.otto))).toBe('confirm.tooShort')
  expect(await told(start(scene.otto, { fitConfirmed: true }))).toBe('done')
})

test('every change of policy, zone and windows is in the trail with before and after', async () => {
  await setApprovalPolicy(as(scene.ada), { installationId: scene.installationId, approvalPolicy: 'always' })
  await setTimeZone(as(scene.otto), { installationId: scene.installationId, timeZone: 'Asia/Shanghai' })
  await saveWindow(as(scene.otto), { installationId: scene.installationId, windowId: null, spec: tuesdays })
  const { id: windowId } = await scene.store.maintenanceWindow.findFirstOrThrow()
  await saveWindow(as(scene.otto), { installationId: scene.installationId, windowId, spec: { ...tuesdays, minutes: 90 } })
  await removeWindow(as(scene.otto), { installationId: scene.installationId, windowId })
  expect(await actions()).toEqual([
    'Ada installation.policy',
    'Otto installation.policy',
    'Otto window.add',
    'Otto window.change',
    'Otto window.remove',
  ])
  const rows = await scene.store.auditEvent.findMany({ orderBy: { id: 'asc' } })
  expect(rows.map(({ detailJson }) => JSON.parse(detailJson))).toMatchObject([
    { before: { approvalPolicy: 'never' }, after: { approvalPolicy: 'always' } },
    { before: { timeZone: 'UTC' }, after: { timeZone: 'Asia/Shanghai' } },
    { after: tuesdays },
    { before: tuesdays, after: { minutes: 90 } },
    { before: { minutes: 90 } },
  ])
})

test('senseless windows change nothing', async () => {
  const save = (spec: Parameters<typeof saveWindow>[1]['spec'], windowId: string | null = null) =>
    told(saveWindow(as(scene.otto), { installationId: scene.installationId, windowId, spec }))
  expect(await save({ kind: 'once', from: '2026-02-30T01:00', to: '2026-03-01T01:00' })).toBe('window.noSuchDate')
  expect(await save({ kind: 'once', from: '2026-12-01T03:00', to: '2026-12-01T01:00' })).toBe('window.backwards')
  expect(await save(tuesdays, 'no-such-window')).toBe('window.gone')
  expect(await told(setTimeZone(as(scene.otto), { installationId: scene.installationId, timeZone: 'Mars/Base' }))).toBe(
    'window.zoneUnknown',
  )
  expect(await told(removeWindow(as(scene.otto), { installationId: scene.installationId, windowId: 'no-such-window' }))).toBe('window.gone')
  expect([await scene.store.maintenanceWindow.count(), await scene.store.auditEvent.count()]).toEqual([0, 0])
})
