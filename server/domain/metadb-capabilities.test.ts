import { expect, test } from 'vitest'
import { capabilityTexts, type MetaDbCapabilities } from '../contract/metadb-capabilities.ts'

const ALL: MetaDbCapabilities = {
  prepares: true,
  userLocks: 'end',
  contentProof: 'checksum',
  statementLimitSeconds: null,
  liftsLimit: true,
  asksForStrongReads: false,
  tellsEngine: true,
  endsStatements: true,
  definers: 'any',
  binaryLog: 'free',
  packetBytes: 16_777_216,
}

const keys = (can: Partial<MetaDbCapabilities>) => capabilityTexts({ ...ALL, ...can }).map(({ key }) => key.replace('metadb.can.', ''))

// What a server lacks has to be said by name: silence reads as "it can".
test.each<[Partial<MetaDbCapabilities>, string]>([
  [{ prepares: false }, 'noPrepare'],
  [{ userLocks: 'none' }, 'noLocks'],
  [{ userLocks: 'stay' }, 'locksStay'],
  [{ contentProof: 'digest' }, 'digest'],
  [{ statementLimitSeconds: 10 }, 'limitLifted'],
  [{ statementLimitSeconds: 10, liftsLimit: false }, 'limitStays'],
  [{ asksForStrongReads: true }, 'strongReads'],
  [{ tellsEngine: false }, 'noEngine'],
  [{ endsStatements: false }, 'endsNone'],
  [{ definers: 'own' }, 'ownDefiner'],
  [{ renames: true }, 'renames'],
  [{ renames: false }, 'renamesNot'],
  [{ renames: null }, 'renamesUntried'],
  [{ binaryLog: 'super-only' }, 'binaryLogSuper'],
  [{ binaryLog: 'declared-only' }, 'binaryLogDeclared'],
])('%j is said', (can, key) => {
  expect(keys(can)).toContain(key)
  expect(keys({})).not.toContain(key)
})

test('a server that can everything is described all the same', () => {
  expect(keys({})).toEqual(['checksum', 'locks', 'ends', 'noLimit', 'anyDefiner', 'packet'])
})
