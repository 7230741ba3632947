import { expect, test } from 'vitest'
import { proposedContainerName } from './proposed-container-name.ts'
import { versionInImage } from './version-in-image.ts'

// A registry's address or folder must not turn into the version and name of the new container.
test.each([
  ['work.oceanbase-dev.com/obartifact-store/oms:feature_3.4.0', '3.4.0'],
  ['10.0.0.5:5000/oceanbase/oms-ce:feature_4.2.11_ce', '4.2.11'],
  ['10.0.0.5:5000/oceanbase/oms:4.0.2_bp2', '4.0.2_bp2'],
  ['10.0.0.5:5000/oms', null],
  ['registry-2.0.1.example.com/oms-3.3.1/oms:latest', null],
  ['oms@sha256:1234', null],
  ['oms:latest', null],
])('the tag of %s tells %s', (reference, version) => {
  expect(versionInImage({ kind: 'engine', reference })).toBe(version)
})

test.each([
  ['oms_3.4.0.tar.gz', '3.4.0'],
  ['oms.feature_4.2.11_ce_el7_x86.tar', '4.2.11'],
  ['oms_1.2.3.4.tar', null],
  ['oms.tar', null],
])('the name of the archive %s tells %s', (file, version) => {
  expect(versionInImage({ kind: 'archive', file })).toBe(version)
})

// The server reads the version of a chosen name's tag: the form has to propose the same one.
test('a name that was chosen for an archive tells before the file', () => {
  const versionOf = (name: string) => versionInImage({ kind: 'archive', file: 'oms_3.4.0.tar', name })
  expect(versionOf('reg:5000/oms:feature_3.4.1')).toBe('3.4.1')
  expect(versionOf('reg:5000/oms:latest')).toBe('3.4.0')
})

test('the new container is named as the document names it', () => {
  expect(proposedContainerName('3.4.0', [])).toBe('oms_340')
  expect(proposedContainerName(null, [])).toBe('')
})
