import { expect, test } from 'vitest'
import { dumpedColumn } from './literals.ts'

const vector = (value: Buffer | string) => dumpedColumn({ name: 'v', type: 'vector(2)', collation: null }).write(Buffer.from(value))

// OceanBase refuses the bytes (1210), with the database dropped already.
test('a vector is written in the form in which the server sends it', () => {
  expect(vector('[1,-2.5e-03]')).toBe("'[1,-2.5e-03]'")
  expect(vector('[]')).toBe("'[]'")
  expect(vector(Buffer.from(new Float32Array([1, 0.5]).buffer))).toBe('0x0000803f0000003f')
  // Bytes that are a text too.
  expect(vector('AAAAAAAA')).toBe('0x4141414141414141')
})
