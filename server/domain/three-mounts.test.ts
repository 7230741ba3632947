import { describe, expect, test } from 'vitest'
import { bindsOf, parseBind } from './bind.ts'
import { checkThreeMounts } from './three-mounts.ts'

const BINDS = ['/data/oms/oms_logs:/home/admin/logs', '/data/oms/oms_store:/home/ds/store:rw', 'oms_run:/home/ds/run/']
const problems = (binds: string[], old?: string[]) => {
  const check = checkThreeMounts(binds, old)
  return check.ok ? [] : check.problems.map((said) => `${said.key} ${said.params?.path}`)
}

describe('checkThreeMounts', () => {
  test('accepts folders and named volumes, in any order and with options', () => {
    const check = checkThreeMounts([...BINDS].reverse(), BINDS)
    expect(check).toMatchObject({
      ok: true,
      mounts: [{ source: '/data/oms/oms_logs' }, { source: '/data/oms/oms_store' }, { kind: 'volume' }],
    })
  })

  test('names what is missing, also where only a longer or shorter path is mounted', () => {
    expect(problems(['/a:/home/admin/logs2', '/b:/home/ds', ...BINDS.slice(2)])).toEqual([
      'diff.mountMissing /home/admin/logs',
      'diff.mountMissing /home/ds/store',
    ])
    expect(problems([])).toHaveLength(3)
  })

  // Another source is an empty Store: the data since the last checkpoint would be gone.
  test('names a mount that comes from elsewhere than before', () => {
    expect(problems([...BINDS.slice(0, 2), '/data/run:/home/ds/run'], BINDS)).toEqual(['diff.mountMoved /home/ds/run'])
    expect(problems(BINDS, BINDS.slice(0, 2))).toEqual(['diff.mountNew /home/ds/run'])
    expect(problems(['/data/oms/oms_logs/:/home/admin/logs:rw', ...BINDS.slice(1)], BINDS)).toEqual([])
  })

  test('names a mount that OMS cannot write to and one that is set twice', () => {
    expect(problems(['/l:/home/admin/logs:z,ro', ...BINDS.slice(1)])).toEqual(['diff.mountReadOnly /home/admin/logs'])
    expect(problems([...BINDS, '/x:/home/ds/run'])).toEqual(['diff.mountTwice /home/ds/run'])
  })
})

test('parseBind refuses what is no bind', () => {
  for (const text of ['', '/a', ':/b', '/a:b', '/a:/b:ro:x']) expect(parseBind(text)).toBeNull()
})

test('bindsOf reads --mount as well, and leaves out anonymous volumes', () => {
  const Mounts = [
    { Type: 'bind', Source: '/s', Target: '/t', ReadOnly: true },
    { Type: 'volume', Source: 'named', Target: '/v' },
    { Type: 'bind', Source: '/p', Target: '/q', BindOptions: { Propagation: 'rslave' } },
    { Type: 'volume', Target: '/anonymous' },
    { Type: 'tmpfs', Target: '/tmp' },
  ]
  expect(bindsOf({ Binds: ['/a:/b'], Mounts })).toEqual(['/a:/b', '/s:/t:ro', 'named:/v', '/p:/q:rslave'])
})
