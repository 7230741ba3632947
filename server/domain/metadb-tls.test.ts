import { expect, test } from 'vitest'
import { OperatorError } from '../errors.ts'
import { acceptedTls, describeCa, isNoWeaker, storedTls } from './metadb-tls.ts'
import { CA_ENDS, OTHER_CA, SAMPLE_CA } from './testing/sample-ca.ts'

const NOW = new Date('2026-12-24')

const verified = (ca: string) => ({ mode: 'verified' as const, ca })

function refusal(ca: string, now = NOW) {
  try {
    acceptedTls(verified(ca), now)
    return 'accepted'
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    return { key: error.problem.said.key, field: error.problem.field }
  }
}

// The text goes into option files and a shell script: a line such as "[client]" or "!include" would be read as settings.
test('of what is pasted only certificates are kept', () => {
  const kept = acceptedTls(verified(`subject=x\n[client]\nhost=evil\n${SAMPLE_CA}\n!include /tmp/x\n${OTHER_CA}`), NOW)
  expect(kept).toEqual(verified(`${SAMPLE_CA}\n${OTHER_CA}`))
  expect(describeCa(kept).map(({ subject }) => subject)).toEqual(['CN=Test CA', 'CN=Test CA'])
})

test('what is no valid certificate is refused at its field', () => {
  const field = 'metaDb.tls.ca'
  expect(refusal('nonsense')).toEqual({ key: 'errors.caUnreadable', field })
  expect(refusal(SAMPLE_CA.replace(/[A-Za-z]{20}/, 'x'.repeat(20)))).toEqual({ key: 'errors.caUnreadable', field })
  expect(refusal(`${SAMPLE_CA}\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`)).toEqual({
    key: 'errors.caWithKey',
    field,
  })
  expect(refusal(SAMPLE_CA, new Date(Date.parse(CA_ENDS) + 86_400_000))).toEqual({ key: 'errors.caExpired', field })
  expect(refusal(SAMPLE_CA)).toBe('accepted')
})

test('only leaving a CA weakens a connection', () => {
  const [off, offered] = [{ mode: 'off' as const }, { mode: 'offered' as const }]
  expect(isNoWeaker(off, offered)).toBe(true)
  expect(isNoWeaker(offered, verified(SAMPLE_CA))).toBe(true)
  expect(isNoWeaker(verified(SAMPLE_CA), verified(SAMPLE_CA))).toBe(true)
  expect(isNoWeaker(verified(SAMPLE_CA), verified(OTHER_CA))).toBe(false)
  expect(isNoWeaker(verified(SAMPLE_CA), offered)).toBe(false)
  expect(isNoWeaker(verified(SAMPLE_CA), off)).toBe(false)
})

// A row that cannot be read must not become a session that nothing proves.
test('a stored CA that is lost is an error, not less protection', () => {
  expect(storedTls({ metaDbTls: 'offered', metaDbCa: null })).toEqual({ mode: 'offered' })
  expect(() => storedTls({ metaDbTls: 'verified', metaDbCa: null })).toThrow()
  expect(() => storedTls({ metaDbTls: 'x', metaDbCa: null })).toThrow()
})
