import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OperatorError } from '../errors.ts'
import { formatImageReference, isSameImageReference, parseImageReference } from './image-reference.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`

describe('parseImageReference', () => {
  // A split on ":" takes the registry's port for the tag and loads or runs the wrong image.
  test.each([
    ['work.oceanbase-dev.com/obartifact-store/oms:feature_3.4.0', 'work.oceanbase-dev.com', 'obartifact-store/oms', 'feature_3.4.0', null],
    ['reg.example.com:5000/oceanbase/oms', 'reg.example.com:5000', 'oceanbase/oms', null, null],
    ['10.0.0.5:5000/oms:4.0.0-ce', '10.0.0.5:5000', 'oms', '4.0.0-ce', null],
    ['localhost/oms:1', 'localhost', 'oms', '1', null],
    ['[::1]:5000/oms:1', '[::1]:5000', 'oms', '1', null],
    ['oceanbase/oms-ce:feature_4.2.11_ce', null, 'oceanbase/oms-ce', 'feature_4.2.11_ce', null],
    ['oms', null, 'oms', null, null],
    [`reg:5000/a/b__c:t@${DIGEST}`, 'reg:5000', 'a/b__c', 't', DIGEST],
  ])('reads %s', (text, registry, path, tag, digest) => {
    const reference = parseImageReference(text)
    expect(reference).toEqual({ registry, path, tag, digest })
    expect(formatImageReference(reference)).toBe(text)
  })

  test.each([
    '',
    ' oms',
    'oms:',
    'oms:-x',
    'OMS:1',
    'reg:5000/',
    'a//b',
    '/oms',
    'oms:a:b',
    'oms@sha256:12',
    'https://reg.example.com/oms',
    'ab'.repeat(32),
    `oms:${'x'.repeat(129)}`,
    'a/'.repeat(200).concat('b'),
    'oms;rm -rf',
    '../oms',
    'oms?x=1',
  ])('refuses %j as bad input', (text) => {
    expect(() => parseImageReference(text)).toThrow(OperatorError)
  })

  test('never throws anything but an OperatorError', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(formatImageReference(parseImageReference(text))).toBe(text)
        } catch (cause) {
          expect(cause).toBeInstanceOf(OperatorError)
        }
      }),
    )
  })
})

describe('isSameImageReference', () => {
  test.each([
    ['oms', 'docker.io/library/oms:latest', true],
    ['oceanbase/oms:1', 'index.docker.io/oceanbase/oms:1', true],
    ['reg:5000/oms', 'reg:5000/oms:latest', true],
    ['reg:5000/oms:1', 'oms:1', false],
    ['oms:1', 'oms:10', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(isSameImageReference(one, other)).toBe(same)
  })
})
